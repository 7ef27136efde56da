import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Look = 'primary' | 'outline' | 'plain' | 'danger'
type Size = 'sm' | 'md' | 'lg'

const looks: Record<Look, string> = {
  primary: 'bg-blue text-on-blue hover:bg-blue-deep border-transparent',
  outline: 'border-edge bg-raised text-ink hover:border-ink',
  plain: 'border-transparent text-ink hover:bg-sunken',
  danger: 'border-danger text-danger bg-transparent hover:bg-danger-wash',
}
const sizes: Record<Size, string> = {
  sm: 'min-h-8 px-3 text-sm gap-1.5',
  md: 'min-h-10 px-4 text-sm gap-2',
  lg: 'min-h-12 px-5 text-base gap-2.5',
}

function classes(look: Look, size: Size, className?: string): string {
  return classNames(
    'inline-flex items-center justify-center rounded-md border font-[550] whitespace-nowrap select-none transition-colors duration-150',
    'disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0',
    looks[look],
    sizes[size],
    className,
  )
}

type Own = { look?: Look; size?: Size; children: ReactNode }

/** A button that says what happens. `busy` keeps its width and tells screen readers. */
export function Button({
  look = 'outline',
  size = 'md',
  busy = false,
  className,
  children,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Own & { busy?: boolean }) {
  return (
    <button
      type={type}
      className={classes(look, size, classNames(busy && 'animate-breathe', className))}
      aria-busy={busy || undefined}
      {...rest}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button, for going somewhere. */
export function ButtonLink({
  look = 'outline',
  size = 'md',
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Own) {
  return (
    <Link className={classes(look, size, className)} {...rest}>
      {children}
    </Link>
  )
}

/** A square button with an icon; its name is read and shown on hover. */
export function IconButton({
  name,
  className,
  children,
  type = 'button',
  ...rest
}: Omit<ComponentProps<'button'>, 'name'> & { name: string }) {
  return (
    <button
      type={type}
      aria-label={name}
      title={name}
      className={classNames(
        'inline-grid size-9 shrink-0 place-items-center rounded-md text-ink transition-colors duration-150 hover:bg-sunken aria-pressed:bg-blue-wash aria-pressed:text-blue disabled:opacity-40',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  )
}
