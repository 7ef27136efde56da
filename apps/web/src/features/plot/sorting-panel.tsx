'use client'
import type { OrderLevel, PlanSteps, StrokeSort } from '@plotline/vectorizer'
import { ChoiceField, choicesOf } from '../../components/field.tsx'
import { formatCount, formatDuration, formatLength } from '../../components/figures.ts'
import type { Planned } from './use-plot.ts'

const sorts: Record<StrokeSort, string> = {
  'as-drawn': 'As stored',
  travel: 'Least travel',
  time: 'Least time on this machine',
  'outside-in': 'From the outside in',
  'left-to-right': 'From left to right',
  'darkest-first': 'Darkest parts first',
}
const efforts = [
  ['fast', 'Fast'],
  ['good', 'Good'],
  ['best', 'Best, takes longest'],
] as const satisfies (readonly [OrderLevel, string])[]

type SortingPanelProps = {
  steps: PlanSteps
  planned: Planned | null
  busy: boolean
  onChange: (steps: PlanSteps) => void
}

/** In which order the strokes are drawn, and what that saves. */
export function SortingPanel({ steps, planned, busy, onChange }: SortingPanelProps) {
  const { sort, order } = steps
  return (
    <section aria-label="Order" className="grid gap-3">
      <h2 className="text-sm font-[560] tracking-normal">Order</h2>
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
