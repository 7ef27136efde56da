import type { Job } from '@plotline/services/contract'
import { Ban, CircleAlert, CircleCheck, Clock, PenLine } from 'lucide-react'

const words = {
  pending: { label: 'Waiting', icon: Clock, classes: 'text-quiet' },
  processing: { label: 'Drawing', icon: PenLine, classes: 'text-blue' },
  completed: { label: 'Done', icon: CircleCheck, classes: 'text-done' },
  failed: { label: 'Failed', icon: CircleAlert, classes: 'text-danger' },
  cancelled: { label: 'Cancelled', icon: Ban, classes: 'text-quiet' },
} as const

/** A job's state as a word with its sign. */
export function StatusWord({ status, refunded }: { status: Job['status']; refunded: boolean }) {
  const { label, icon: Icon, classes } = words[status]
  return (
    <p className={`flex items-center gap-1.5 text-sm ${classes}`}>
      <Icon size={15} strokeWidth={1.5} aria-hidden="true" />
      {label}
      {refunded ? ', not charged' : ''}
    </p>
  )
}
