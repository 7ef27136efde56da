'use client'
import type { Pen, Recipe } from '@plotline/vectorizer'
import { TextField } from '../../components/field.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import type { Studio } from './use-studio.ts'

/** Pens people own. */
const common: readonly Pen[] = [
  { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 },
  { name: 'Black 0.5', color: '#1b1f2a', widthMm: 0.5 },
  { name: 'Blue 0.4', color: '#1f3fa8', widthMm: 0.4 },
  { name: 'Red 0.4', color: '#b3261e', widthMm: 0.4 },
  { name: 'Green 0.4', color: '#1f6b3b', widthMm: 0.4 },
  { name: 'Sepia 0.3', color: '#5b3a1e', widthMm: 0.3 },
  { name: 'White gel 0.5', color: '#f4f2ec', widthMm: 0.5 },
]

const isSame = (a: Pen | undefined, b: Pen) => a?.color === b.color && a.widthMm === b.widthMm

/** The pen in the holder: its name, its ink, the width of its line. */
export function PensPanel({ recipe, change }: { recipe: Recipe; change: Studio['change'] }) {
  const pen = recipe.pens[0] ?? { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 }
  const set = (values: Partial<Pen>) =>
    change(({ pens }) => ({ pens: [{ ...pen, ...values }, ...pens.slice(1)] }))
  return (
    <div className="grid gap-4">
      <h2 className="text-sm font-[560] tracking-normal">Pen</h2>
      <div className="flex flex-wrap gap-1.5">
        {common.map((known) => (
          <button
            key={known.name}
            type="button"
            aria-pressed={isSame(pen, known)}
            onClick={() => set(known)}
            className="flex min-h-8 items-center gap-1.5 rounded-full border border-edge bg-raised pr-3 pl-2 text-sm hover:border-ink aria-pressed:border-blue aria-pressed:bg-blue-wash aria-pressed:text-blue"
          >
            <Ink color={known.color} />
            {known.name}
          </button>
        ))}
      </div>
      <div className="grid grid-cols-[1fr_auto] items-end gap-3">
        <TextField
          label="Name"
          maxLength={60}
          value={pen.name}
          onChange={(event) => set({ name: event.target.value.slice(0, 60) || 'Pen' })}
        />
        <label className="grid gap-1.5 text-sm font-[550]">
          Ink
          <input
            type="color"
            value={pen.color}
            onChange={(event) => set({ color: event.target.value })}
            className="h-10 w-14 cursor-pointer rounded-md border border-edge bg-raised p-1"
          />
        </label>
      </div>
      <SliderField
        label="Line width"
        value={pen.widthMm}
        min={0.05}
        max={2}
        step={0.05}
        unit="mm"
        onChange={(widthMm) => set({ widthMm })}
      />
    </div>
  )
}

const Ink = ({ color }: { color: string }) => (
  <span
    aria-hidden="true"
    className="size-3.5 rounded-full border border-edge"
    style={{ background: color }}
  />
)
