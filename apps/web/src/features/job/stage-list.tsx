import type { Job } from '@plotline/services/contract'
import { Check, Circle, CircleDot, X } from 'lucide-react'
import { stageLabels } from './stage-labels.ts'

const marks = {
  pending: { icon: Circle, word: 'waiting', classes: 'text-edge' },
  processing: { icon: CircleDot, word: 'now', classes: 'text-blue' },
  completed: { icon: Check, word: 'done', classes: 'text-done' },
  failed: { icon: X, word: 'failed', classes: 'text-danger' },
} as const

/** The stages by name, in the order they happen. */
export function StageList({ stages }: { stages: Job['stages'] }) {
  return (
    <ol className="grid gap-1">
      {stages.map(({ name, status, percent, ms }) => {
        const { icon: Icon, word, classes } = marks[status]
        return (
          <li key={name} className="flex min-h-7 items-center gap-2.5 text-sm">
            <Icon size={16} strokeWidth={1.5} className={classes} role="img" aria-label={word} />
            <span
              className={status === 'pending' ? 'text-quiet' : status === 'processing' ? 'font-[560]' : ''}
            >
              {stageLabels[name]}
            </span>
            <span className="figures ml-auto text-xs text-quiet">
              {status === 'processing' && percent > 0 ? `${percent} %` : ''}
              {status === 'completed' && ms !== null ? `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s` : ''}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** Tells a screen reader which stage is going, and nothing in between. */
export function StageAnnouncer({ job }: { job: Job }) {
  const current = job.stages.find(({ status }) => status === 'processing')
  const words: Record<Job['status'], string> = {
    pending: 'Waiting for a free hand',
    processing: current ? stageLabels[current.name] : 'Drawing',
    completed: 'The drawing is finished',
    failed: 'The drawing failed',
    cancelled: 'The drawing was cancelled',
  }
  return (
    <p role="status" className="sr-only">
      {words[job.status]}
    </p>
  )
}
