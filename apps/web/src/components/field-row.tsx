import type { ReactNode } from 'react'
import { HintText } from './hint-text.tsx'

type FieldRowProps = {
  /** The control's; its label is `…-label`, its hint `…-hint`. */
  id: string
  label: string
  hint?: ReactNode
  /** The control, at the end of the label's line. */
  children: ReactNode
  /** What takes a line of its own. */
  below?: ReactNode
}

/** A label with a small control on its line, and the hint. */
export function FieldRow({ id, label, hint, children, below }: FieldRowProps) {
  return (
    <div className="grid gap-1">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <label htmlFor={id} id={`${id}-label`} className="text-sm font-[520]">
          {label}
        </label>
        {children}
      </div>
      {below}
      <HintText id={`${id}-hint`} small>
        {hint}
      </HintText>
    </div>
  )
}
