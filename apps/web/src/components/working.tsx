import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'

/** That something is being worked on, and what: a turning ring before its words, which may be hidden from sight. */
export function Working({ children }: { children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5 text-sm text-quiet">
      <LoaderCircle
        size={14}
        strokeWidth={1.5}
        aria-hidden="true"
        className="shrink-0 animate-spin motion-reduce:animate-none"
      />
      {children}
    </span>
  )
}
