'use client'
import type { Pen } from '@plotline/strokes'
import { type Recipe, styles } from '@plotline/vectorizer'
import { ChoiceField, choicesOf, TextField } from '../../components/field.tsx'
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

const separations: Record<Recipe['separation']['mode'], string> = {
  none: 'One pen for all of it',
  pens: 'The nearest of my pens',
  kmeans: 'The photo’s main colors',
  cmyk: 'Cyan, magenta, yellow, black',
}

/** The pens in the holder: which, their ink, the width of their lines, and how the photo is shared among them. */
export function PensPanel({ recipe, change }: { recipe: Recipe; change: Studio['change'] }) {
  const pen = recipe.pens[0] ?? { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 }
  const isTonal = styles.find((style) => style.name === recipe.style)?.ink !== undefined
  const mode = isTonal ? recipe.separation.mode : 'none'
  const set = (values: Partial<Pen>) =>
    change(({ pens }) => ({ pens: [{ ...pen, ...values }, ...pens.slice(1)] }))
  const uncommon = recipe.pens.filter((held) => common.every((known) => !isSame(held, known)))
  const holds = (known: Pen) =>
    mode === 'pens' ? recipe.pens.some((own) => isSame(own, known)) : isSame(pen, known)
  const choose = (known: Pen) => {
    if (mode !== 'pens') return set(known)
    change(({ pens }) => {
      const others = pens.filter((own) => !isSame(own, known))
      if (others.length === pens.length) return { pens: [...pens, known].slice(0, 12) }
      return others.length > 0 ? { pens: others } : {}
    })
  }
  return (
    <div className="grid gap-4">
      <h2 className="text-sm font-[560] tracking-normal">{mode === 'none' ? 'Pen' : 'Pens'}</h2>
      {isTonal ? (
        <ChoiceField
          label="Color"
          value={mode}
          choices={choicesOf(separations)}
          onChange={(next) => change(({ separation }) => ({ separation: { ...separation, mode: next } }))}
        />
      ) : null}
      {mode === 'kmeans' ? (
        <SliderField
          label="How many"
          value={recipe.separation.colors}
          min={2}
          max={12}
          step={1}
          onChange={(colors) => change(({ separation }) => ({ separation: { ...separation, colors } }))}
        />
      ) : null}
      {mode === 'none' || mode === 'pens' ? (
        <div className="flex flex-wrap gap-1.5">
          {(mode === 'pens' ? [...common, ...uncommon] : common).map((known) => (
            <button
              key={`${known.color} ${known.widthMm}`}
              type="button"
              aria-pressed={holds(known)}
              onClick={() => choose(known)}
              className="flex min-h-8 items-center gap-1.5 rounded-full border border-edge bg-raised pr-3 pl-2 text-sm hover:border-ink aria-pressed:border-blue aria-pressed:bg-blue-wash aria-pressed:text-blue"
            >
              <Ink color={known.color} />
              {known.name}
            </button>
          ))}
        </div>
      ) : null}
      {mode === 'none' ? (
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
      ) : null}
      {mode === 'pens' ? null : (
        <SliderField
          label="Line width"
          value={pen.widthMm}
          min={0.05}
          max={2}
          step={0.05}
          unit="mm"
          onChange={(widthMm) => set({ widthMm })}
        />
      )}
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
