'use client'
import { type OrderLevel, type StrokeSort, strokeSorts } from '@plotline/vectorizer'
import { SelectField } from '../../components/field.tsx'
import { formatDuration, formatLength } from '../../components/figures.ts'
import type { Planned } from './use-plot.ts'

export type Sorting = { readonly sort: StrokeSort; readonly level: OrderLevel }

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
  sorting: Sorting
  planned: Planned | null
  busy: boolean
  onChange: (sorting: Sorting) => void
}

/** In which order the strokes are drawn, and what that saves. */
export function SortingPanel({ sorting, planned, busy, onChange }: SortingPanelProps) {
  const { sort, level } = sorting
  return (
    <section aria-label="Order" className="grid gap-3">
      <h2 className="text-sm font-[560] tracking-normal">Order</h2>
      <SelectField
        label="Order of strokes"
        value={sort}
        onChange={(event) => onChange({ level, sort: event.target.value as StrokeSort })}
      >
        {['as-drawn' as const, ...strokeSorts.filter((name) => name !== 'as-drawn')].map((name) => (
          <option key={name} value={name}>
            {sorts[name]}
          </option>
        ))}
      </SelectField>
      {sort === 'travel' || sort === 'time' ? (
        <SelectField
          label="Effort"
          value={level}
          onChange={(event) => onChange({ sort, level: event.target.value as OrderLevel })}
        >
          {efforts.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </SelectField>
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
