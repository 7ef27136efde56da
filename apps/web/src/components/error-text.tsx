import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type ErrorTextProps = { children: ReactNode; id?: string; className?: string }

/** What went wrong and what to do, announced when it appears; nothing while there is nothing to say. */
export function ErrorText({ children, id, className }: ErrorTextProps) {
  if (!children) return null
  return (
    <p id={id} role="alert" className={classNames('text-sm text-danger', className)}>
      {children}
    </p>
  )
}
