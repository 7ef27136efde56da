'use client'
import { createContext, type ReactNode, useContext } from 'react'

const InboxUrl = createContext<string | null>(null)

/** Tells the pages below where mails land when this is a Plotline on one's own machine; null for a hosted one. */
export function InboxProvider({ url, children }: { url: string | null; children: ReactNode }) {
  return <InboxUrl value={url}>{children}</InboxUrl>
}

/** Where the mail really is, for whoever runs Plotline on their own machine. */
export function InboxHint() {
  const url = useContext(InboxUrl)
  if (url === null) return null
  return (
    <p className="text-sm text-quiet">
      This Plotline runs on your own machine and sends nothing out: its mail lies in{' '}
      <a href={url} target="_blank" rel="noopener noreferrer" className="link">
        the local inbox
      </a>
      , on the computer that runs it.
    </p>
  )
}
