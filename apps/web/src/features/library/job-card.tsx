'use client'
import type { Job } from '@plotline/services/contract'
import { Repeat2, Trash2, X } from 'lucide-react'
import Link from 'next/link'
import { IconButton } from '../../components/button.tsx'
import { formatLength, formatStrokes } from '../../components/figures.ts'
import { LocalTime, useLocalTime } from '../../components/local-time.tsx'
import { Settling } from '../../components/settling.tsx'
import { styleLabel } from '../sheet/style-label.ts'
import { StatusWord } from './status-word.tsx'

type JobCardProps = { job: Job; onRemove: () => void; onCancel: () => void }

/** One drawing of the library: its sheet, what it is, what can be done with it. */
export function JobCard({ job, onRemove, onCancel }: JobCardProps) {
  const style = styleLabel(job.style)
  const day = useLocalTime(job.createdAt, 'day')
  const isRunning = job.status === 'pending' || job.status === 'processing'
  const picture = job.links.preview ?? (job.status === 'completed' ? job.links.svg : null)
  return (
    <li className="group grid content-start gap-3">
      <Link
        href={`/jobs/${job.id}`}
        className="grid aspect-[4/3] place-items-center overflow-hidden rounded-md bg-sunken p-4"
        aria-label={`Open ${job.filename}, ${style}, ${day}`}
      >
        {picture ? (
          // biome-ignore lint/performance/noImgElement: a signed link of the storage, already of the right size
          <img
            src={picture}
            alt=""
            loading="lazy"
            decoding="async"
            className="sheet-paper max-h-full min-h-0 max-w-full object-contain transition-transform duration-200 group-hover:-translate-y-0.5"
          />
        ) : (
          <span className="sheet-paper grid aspect-[210/297] h-full place-items-center p-3 text-center text-sm text-[#5a6072]">
            {isRunning ? `${job.percent} %` : job.status === 'completed' ? 'Expired' : 'No drawing'}
          </span>
        )}
      </Link>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-[560]" title={job.filename}>
            {job.filename}
          </p>
          <p className="text-sm text-quiet">
            {style} · <LocalTime iso={job.createdAt} detail="day" />
          </p>
          {job.result ? (
            <p className="figures text-xs text-quiet">
              {formatStrokes(job.result.strokes)} · {formatLength(job.result.penDownMm)} ink
            </p>
          ) : (
            <StatusWord status={job.status} refunded={job.refunded} />
          )}
        </div>
        <div className="-mt-1.5 -mr-1.5 flex">
          <Link
            href={`/studio?from=${job.id}`}
            aria-label={`Repeat ${job.filename} with changes`}
            title="Repeat with changes"
            className="inline-grid size-9 place-items-center rounded-md hover:bg-sunken"
          >
            <Repeat2 size={18} strokeWidth={1.5} aria-hidden="true" />
          </Link>
          <Settling meaning={isRunning ? 'cancel' : 'delete'}>
            {isRunning ? (
              <IconButton name={`Cancel ${job.filename}`} onClick={onCancel}>
                <X size={18} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            ) : (
              <IconButton name={`Delete ${job.filename}`} onClick={onRemove}>
                <Trash2 size={18} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            )}
          </Settling>
        </div>
      </div>
    </li>
  )
}
