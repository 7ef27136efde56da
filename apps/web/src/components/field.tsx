import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { ErrorText } from './error-text.tsx'
import { HintText } from './hint-text.tsx'

const inputClasses =
  'w-full min-h-10 rounded-md border border-edge bg-raised px-3 text-base sm:text-sm text-ink placeholder:text-quiet hover:border-ink focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-50'

type Shared = {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  hideLabel?: boolean | undefined
}

type Control = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined }

/** A control under its label, with its hint and its error tied to it. */
function Frame({
  label,
  hint,
  error,
  hideLabel = false,
  children,
}: Shared & { children: (control: Control) => ReactNode }) {
  const id = useId()
  const describedBy = classNames(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-[550]'}>
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy })}
      <HintText id={`${id}-hint`}>{hint}</HintText>
      <ErrorText id={`${id}-error`}>{error}</ErrorText>
    </div>
  )
}

/** A labelled text input. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'id'> & Shared) {
  return (
    <Frame {...{ label, hint, error, hideLabel }}>
      {(control) => <input {...control} className={classNames(inputClasses, className)} {...rest} />}
    </Frame>
  )
}

/** A labelled input of several lines, for what is read line by line. */
export function LinesField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: Omit<ComponentProps<'textarea'>, 'id'> & Shared) {
  return (
    <Frame {...{ label, hint, error, hideLabel }}>
      {(control) => (
        <textarea
          {...control}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          className={classNames(inputClasses, 'figures resize-y py-2', className)}
          {...rest}
        />
      )}
    </Frame>
  )
}

/** A labelled native select: the platform's own list on every phone. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  className,
  ...rest
}: Omit<ComponentProps<'select'>, 'id'> & Shared) {
  return (
    <Frame {...{ label, hint, error, hideLabel }}>
      {(control) => <select {...control} className={classNames(inputClasses, className)} {...rest} />}
    </Frame>
  )
}

type ChoiceFieldProps<T extends string | number> = Shared & {
  value: T
  choices: readonly (readonly [value: T, label: string])[]
  /** Those that are shown and cannot be chosen. */
  closed?: readonly T[]
  onChange: (value: T) => void
}

/** A choice of one among a few, by name. */
export function ChoiceField<T extends string | number>({
  choices,
  closed = [],
  onChange,
  ...rest
}: ChoiceFieldProps<T>) {
  const choose = (text: string) => {
    const chosen = choices.find(([value]) => String(value) === text)
    if (chosen) onChange(chosen[0])
  }
  return (
    <SelectField {...rest} onChange={(event) => choose(event.target.value)}>
      {choices.map(([value, label]) => (
        <option key={value} value={value} disabled={closed.includes(value)}>
          {label}
        </option>
      ))}
    </SelectField>
  )
}

/** What a table of labels offers, in its order. */
export const choicesOf = <T extends string>(labels: Readonly<Record<T, string>>) =>
  Object.entries(labels) as [T, string][]
