import type { Job } from '@plotline/services/contract'
import { paperSize } from '@plotline/strokes'
import type { ReactNode } from 'react'
import {
  formatCount,
  formatDuration,
  formatLength,
  formatPoints,
  formatSize,
} from '../../components/figures.ts'
import { LocalTime } from '../../components/local-time.tsx'
import { styleLabel } from '../sheet/style-label.ts'
import type { PlotTime } from './plot-time.ts'

/** What was drawn, with what, and how long a plot of it takes. */
export function JobFacts({ job, time }: { job: Job; time: PlotTime | null }) {
  const { recipe, result } = job
  const drawn = result?.layers.filter(({ strokes }) => strokes > 0) ?? []
  const paper = recipe && paperSize(recipe.page.paper).label
  const size = result && formatSize(result.widthMm, result.heightMm)
  const page = [paper, size].filter(Boolean).join(', ')
  const facts: [string, ReactNode][] = [
    ['Style', styleLabel(job.style)],
    ...(recipe ? [] : ([['Settings', 'of an older version']] satisfies [string, string][])),
    ...(page ? ([['Page', page]] satisfies [string, string][]) : []),
    ...(result
      ? ([
          ['Strokes', `${formatCount(result.strokes)}, ${formatPoints(result.points)}`],
          ['Ink', formatLength(result.penDownMm)],
          ['Travel', formatLength(result.penUpMm)],
        ] satisfies [string, string][])
      : []),
    ...(time
      ? ([
          ['Time', `about ${formatDuration(time.seconds)}${time.machine ? ` on ${time.machine}` : ''}`],
        ] satisfies [string, string][])
      : []),
    ...(result?.isolatedBy
      ? ([
          ['Subject', `found by ${result.isolatedBy === 'classical' ? 'color' : result.isolatedBy}`],
        ] satisfies [string, string][])
      : []),
    ...(result?.edgesBy ? ([['Edges', `found by ${result.edgesBy}`]] satisfies [string, string][]) : []),
    ['Ordered', <LocalTime key="ordered" iso={job.createdAt} />],
    ...(job.expiresAt
      ? ([['Kept until', <LocalTime key="kept" iso={job.expiresAt} />]] satisfies [string, ReactNode][])
      : []),
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-quiet">{name}</dt>
          <dd className="figures text-right">{value}</dd>
        </div>
      ))}
      {drawn.length > 0 ? (
        <div className="contents">
          <dt className="text-quiet">{drawn.length === 1 ? 'Pen' : 'Pens'}</dt>
          <dd className="grid justify-items-end gap-1">
            {drawn.map((layer) => (
              <span key={layer.name} className="flex items-center gap-1.5">
                <span
                  aria-hidden="true"
                  className="size-3 rounded-full border border-edge"
                  style={{ background: layer.color }}
                />
                {layer.name}
              </span>
            ))}
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
