'use client'
import { type OrderLevel, orderLevels } from '@plotline/vectorizer'
import { SelectField } from '../../components/field.tsx'
import { formatDuration, formatLength } from '../../components/figures.ts'
import type { Planned } from './use-plot.ts'

const labels: Record<OrderLevel, string> = {
  none: 'As stored',
  greedy: 'Nearest next',
  fast: 'Fast',
  good: 'Good',
  best: 'Best, takes longest',
}

type SortingPanelProps = {
  level: OrderLevel
  planned: Planned | null
  busy: boolean
  onChange: (level: OrderLevel) => void
}

/** How well the strokes are sorted, and what that saves. */
export function SortingPanel({ level, planned, busy, onChange }: SortingPanelProps) {
  return (
    <section aria-label="Order" className="grid gap-3">
      <h2 className="text-sm font-[560] tracking-normal">Order</h2>
      <SelectField
        label="Sorting of strokes"
        value={level}
        onChange={(event) => onChange(event.target.value as OrderLevel)}
      >
        {orderLevels.map((name) => (
          <option key={name} value={name}>
            {labels[name]}
          </option>
        ))}
      </SelectField>
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
              <td className="text-right">{formatLength(planned.before.penUpMm)}</td>
              <td className="text-right text-ink">{formatLength(planned.after.penUpMm)}</td>
            </tr>
            <tr>
              <th scope="row" className="text-left font-normal text-quiet">
                Time on this machine
              </th>
              <td className="text-right">{formatDuration(planned.before.plotSeconds)}</td>
              <td className="text-right text-ink">{formatDuration(planned.after.plotSeconds)}</td>
            </tr>
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
