import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type HintTextProps = { id: string; small?: boolean; children: ReactNode }

/** What a field is for, below it; nothing where it needs no words. The field names it by `aria-describedby`. */
export function HintText({ id, small = false, children }: HintTextProps) {
  if (!children) return null
  return (
    <p id={id} className={classNames(small ? 'text-xs' : 'text-sm', 'text-quiet')}>
      {children}
    </p>
  )
}
