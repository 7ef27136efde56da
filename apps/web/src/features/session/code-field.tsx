'use client'
import { useId } from 'react'
import { classNames } from '../../components/class-names.ts'
import { ErrorText } from '../../components/error-text.tsx'

type CodeFieldProps = {
  value: string
  onChange: (digits: string) => void
  /** After `onChange`, with six digits in it. */
  onComplete: () => void
  error: string | null
}

/** Six digits in one real input, drawn as six cells: it pastes, autofills and reads as one. */
export function CodeField({ value, onChange, onComplete, error }: CodeFieldProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-[550]">
        Code
      </label>
      <div className="relative w-full max-w-72">
        <div aria-hidden="true" className="pointer-events-none absolute inset-0 grid grid-cols-6 gap-1.5">
          {[0, 1, 2, 3, 4, 5].map((cell) => (
            <span
              key={cell}
              className={classNames(
                'figures grid place-items-center rounded-md border bg-raised text-xl',
                error ? 'border-danger' : cell === value.length ? 'border-ink' : 'border-edge',
              )}
            >
              {value[cell] ?? ''}
            </span>
          ))}
        </div>
        <input
          id={id}
          // biome-ignore lint/a11y/noAutofocus: the step before was sending the code; typing it is all there is to do
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => {
            const digits = event.target.value.replace(/\D/g, '').slice(0, 6)
            onChange(digits)
            if (digits.length === 6 && digits !== value) onComplete()
          }}
          onPaste={(event) => {
            const digits = event.clipboardData.getData('text').replace(/\D/g, '').slice(0, 6)
            if (digits.length !== 6) return
            event.preventDefault()
            onChange(digits)
            onComplete()
          }}
          className="relative h-12 w-full rounded-md bg-transparent font-mono text-xl text-transparent caret-transparent selection:bg-transparent"
        />
      </div>
      <ErrorText id={`${id}-error`}>{error}</ErrorText>
    </div>
  )
}
