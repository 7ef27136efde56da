import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Tone = 'info' | 'warning' | 'danger' | 'done'

const tones = {
  info: { icon: Info, classes: 'bg-blue-wash', ink: 'text-blue', word: 'Note' },
  warning: { icon: TriangleAlert, classes: 'bg-warning-wash', ink: 'text-warning', word: 'Warning' },
  danger: { icon: CircleAlert, classes: 'bg-danger-wash', ink: 'text-danger', word: 'Error' },
  done: { icon: CircleCheck, classes: 'bg-done-wash', ink: 'text-done', word: 'Done' },
} as const

type NoticeProps = {
  tone: Tone
  title?: string | undefined
  children?: ReactNode
  action?: ReactNode
  /** Announced when it appears; leave off for what was on the page from the start. */
  live?: boolean
  className?: string
}

/** What happened, and what to do: an icon, words and at most two actions. */
export function Notice({ tone, title, children, action, live = false, className }: NoticeProps) {
  const { icon: Icon, classes, ink, word } = tones[tone]
  return (
    <div
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
      className={classNames('flex gap-3 rounded-md p-3 text-sm', classes, className)}
    >
      <Icon
        size={20}
        strokeWidth={1.5}
        className={classNames('shrink-0', ink)}
        aria-label={word}
        role="img"
      />
      <div className="grid min-w-0 flex-1 gap-1">
        {title ? <p className="font-[560]">{title}</p> : null}
        {children ? <div className="text-ink">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  )
}
