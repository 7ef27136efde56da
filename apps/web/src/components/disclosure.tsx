import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A native fold-out: works before any script, searchable, keyboard-ready. */
export function Disclosure({
  summary,
  children,
  open,
}: {
  summary: ReactNode
  children: ReactNode
  open?: boolean
}) {
  return (
    <details className="group" open={open}>
      <summary className="flex min-h-9 items-center gap-1.5 rounded-sm text-sm font-[550] select-none">
        <ChevronRight
          size={16}
          strokeWidth={1.5}
          aria-hidden="true"
          className="text-quiet transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="grid gap-4 pt-2 pb-1">{children}</div>
    </details>
  )
}
