import type { ReactNode } from 'react'

/** A page or a list with nothing in it: what it would hold, and the way to get there. */
export function Empty({
  title,
  children,
  action,
  isPage = false,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
  /** All there is on the page: its title is the page's heading. */
  isPage?: boolean
}) {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-16 text-center">
      <svg width="120" height="84" viewBox="0 0 120 84" fill="none" aria-hidden="true" className="mb-2">
        <rect x="24.5" y="8.5" width="72" height="60" rx="1" className="fill-paper stroke-hairline" />
        <path
          d="M36 52c9-22 14 8 22-9s9-20 14-4 6 14 14 2"
          className="stroke-edge"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
        <path d="M4 80h112" className="stroke-hairline" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      <Heading className="text-xl">{title}</Heading>
      <div className="text-quiet">{children}</div>
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  )
}
