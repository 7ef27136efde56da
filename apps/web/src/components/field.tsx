import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { classNames } from './class-names.ts'
import { ErrorText } from './error-text.tsx'
import { HintText } from './hint-text.tsx'

const inputClasses =
  'w-full min-h-10 rounded-md border border-edge bg-raised px-3 text-base sm:text-sm text-ink placeholder:text-quiet hover:border-ink focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-50'

type Shared = { label: ReactNode; hint?: ReactNode; error?: string | undefined; hideLabel?: boolean }

function Frame({
  id,
  label,
  hint,
  error,
  hideLabel,
  children,
}: Shared & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-[550]'}>
        {label}
      </label>
      {children}
      <HintText id={`${id}-hint`}>{hint}</HintText>
      <ErrorText id={`${id}-error`}>{error}</ErrorText>
    </div>
  )
}

const describedBy = (id: string, hint: ReactNode, error: string | undefined) =>
  classNames(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined

/** A labelled text input with its hint and its error tied to it. */
export function TextField({
  label,
  hint,
  error,
  hideLabel = false,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'id'> & Shared) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={classNames(inputClasses, className)}
        {...rest}
      />
    </Frame>
  )
}

/** A labelled native select: the platform's own list on every phone. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel = false,
  className,
  children,
  ...rest
}: Omit<ComponentProps<'select'>, 'id'> & Shared) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={classNames(inputClasses, className)}
        {...rest}
      >
        {children}
      </select>
    </Frame>
  )
}
