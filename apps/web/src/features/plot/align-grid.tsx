'use client'
import type { Corner } from './place.ts'

const rows = [
  ['Top', 0],
  ['Middle', 0.5],
  ['Bottom', 1],
] as const
const columns = [
  ['left', 0],
  ['center', 0.5],
  ['right', 1],
] as const

/** Nine places to move the drawing to, laid out as they lie on the sheet. */
export function AlignGrid({ onAlign }: { onAlign: (corner: Corner) => void }) {
  return (
    <fieldset className="grid grid-cols-3 justify-self-start overflow-hidden rounded-md border border-edge">
      <legend className="sr-only">Move to</legend>
      {rows.flatMap(([row, y]) =>
        columns.map(([column, x]) => (
          <button
            key={`${row} ${column}`}
            type="button"
            aria-label={`${row} ${column}`}
            title={`${row} ${column}`}
            onClick={() => onAlign({ x, y })}
            className="grid size-9 place-items-center hover:bg-sunken"
          >
            <span aria-hidden="true" className="size-1.5 rounded-full bg-ink" />
          </button>
        )),
      )}
    </fieldset>
  )
}
