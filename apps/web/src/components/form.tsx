import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type FormProps = { onSubmit: () => void; className?: string; children: ReactNode }

/** A form that a script sends: Enter and the submit button do the same. */
export function Form({ onSubmit, className, children }: FormProps) {
  return (
    <form
      className={classNames('grid gap-4', className)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
