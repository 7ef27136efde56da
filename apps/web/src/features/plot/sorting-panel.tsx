'use client'
import type { PlanSteps } from '@plotline/strokes'
import { ChoiceField, choicesOf } from '../../components/field.tsx'
import { formatCount, formatDuration, formatLength } from '../../components/figures.ts'
import { useLasting } from '../../components/use-lasting.ts'
import { Working } from '../../components/working.tsx'
import { effortLabels, sortLabels } from '../sheet/parameter-words.ts'
import type { Planned } from './use-plot.ts'

const sorts = { ...sortLabels, 'as-drawn': 'As stored' }
const efforts = (['fast', 'good', 'best'] as const).map((level) => [level, effortLabels[level]] as const)

/** What takes less is over before one asks. */
const noticedMs = 400

type SortingPanelProps = {
  steps: PlanSteps
  planned: Planned | null
  busy: boolean
  onChange: (steps: PlanSteps) => void
}

/** In which order the strokes are drawn, and what that saves. */
export function SortingPanel({ steps, planned, busy, onChange }: SortingPanelProps) {
  const { sort, order } = steps
  const isLong = useLasting(busy, noticedMs)
  return (
    <section aria-label="Order" className="grid gap-3">
      <div className="flex min-h-5 items-center justify-between gap-3">
        <h2 className="text-sm font-[560] tracking-normal">Order</h2>
        <p role="status" className="text-sm text-quiet">
          {isLong ? <Working>{sort === 'as-drawn' ? 'Setting it up' : 'Sorting the strokes'}</Working> : null}
        </p>
      </div>
      <ChoiceField
        label="Order of strokes"
        value={sort}
        choices={choicesOf(sorts)}
        onChange={(next) => onChange({ ...steps, sort: next })}
      />
      {sort === 'travel' || sort === 'time' ? (
        <ChoiceField
          label="Effort"
          value={order ?? 'good'}
          choices={efforts}
          onChange={(level) => onChange({ ...steps, order: level })}
        />
      ) : null}
      {planned ? (
        <table className="figures w-full text-sm" aria-busy={busy}>
          <thead className="text-xs text-quiet">
            <tr>
              <th className="text-left font-normal">
                <span className="sr-only">What</span>
              </th>
              <th className="text-right font-normal">as stored</th>
              <th className="text-right font-normal">now</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" className="text-left font-normal text-quiet">
                Strokes
              </th>
              <td className="pl-3 text-right">{formatCount(planned.before.strokes)}</td>
              <td className="pl-3 text-right text-ink">{formatCount(planned.after.strokes)}</td>
            </tr>
            <tr>
              <th scope="row" className="text-left font-normal text-quiet">
                Travel, pen up
              </th>
              <td className="pl-3 text-right">{formatLength(planned.before.penUpMm)}</td>
              <td className="pl-3 text-right text-ink">{formatLength(planned.after.penUpMm)}</td>
            </tr>
            <tr>
              <th scope="row" className="text-left font-normal text-quiet">
                Time on this machine
              </th>
              <td className="pl-3 text-right">{formatDuration(planned.before.plotSeconds)}</td>
              <td className="pl-3 text-right text-ink">{formatDuration(planned.after.plotSeconds)}</td>
            </tr>
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
