'use client'
import type { Recipe } from '@plotline/vectorizer'
import { useId, useState } from 'react'
import { SelectField } from '../../components/field.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import type { Studio } from './use-studio.ts'

type AdvancedFieldsProps = { recipe: Recipe; change: Studio['change'] }

/** The parameters behind the knobs. An empty one is picked from the photo. */
export function AdvancedFields({ recipe, change }: AdvancedFieldsProps) {
  const usesLines = recipe.style !== 'hatch'
  const usesHatch = recipe.style !== 'lines'
  return (
    <>
      {usesLines ? <LinesFields recipe={recipe} change={change} /> : null}
      {usesHatch ? <HatchFields recipe={recipe} change={change} /> : null}
      <PlanFields recipe={recipe} change={change} />
      <NumberField
        label="Seed"
        value={recipe.seed}
        min={0}
        max={4294967295}
        onChange={(seed) => change(() => ({ seed: Math.round(seed ?? 1) }))}
      />
      <SliderField
        label="Working size"
        hint="Longest side of the image the engine looks at."
        value={recipe.workingPx}
        min={256}
        max={4096}
        step={64}
        unit="px"
        onChange={(workingPx) => change(() => ({ workingPx }))}
      />
    </>
  )
}

function LinesFields({ recipe, change }: AdvancedFieldsProps) {
  const set = (values: Partial<Recipe['lines']>) => change((now) => ({ lines: { ...now.lines, ...values } }))
  return (
    <>
      <SelectField
        label="Edges by"
        value={recipe.lines.detector}
        onChange={(event) => set({ detector: event.target.value === 'xdog' ? 'xdog' : 'canny' })}
      >
        <option value="canny">Canny: crisp outlines</option>
        <option value="xdog">XDoG: drawn, with weight</option>
      </SelectField>
      <NumberField
        label="Edge scale"
        unit="px"
        min={0.3}
        max={8}
        value={recipe.lines.sigmaPx}
        onChange={(sigmaPx) => set({ sigmaPx })}
      />
      <NumberField
        label="Drop lines under"
        unit="mm"
        min={0}
        max={50}
        value={recipe.lines.minLengthMm}
        onChange={(minLengthMm) => set({ minLengthMm })}
      />
      <NumberField
        label="Prune spurs under"
        unit="mm"
        min={0}
        max={20}
        value={recipe.lines.spurMm}
        onChange={(spurMm) => set({ spurMm })}
      />
    </>
  )
}

function HatchFields({ recipe, change }: AdvancedFieldsProps) {
  const set = (values: Partial<Recipe['hatch']>) => change((now) => ({ hatch: { ...now.hatch, ...values } }))
  return (
    <>
      <NumberField
        label="Hatch spacing"
        unit="mm"
        min={0.15}
        max={20}
        value={recipe.hatch.spacingMm}
        onChange={(spacingMm) => set({ spacingMm })}
      />
      <NumberField
        label="Tone levels"
        min={1}
        max={8}
        value={recipe.hatch.levels}
        onChange={(levels) => set({ levels: levels === undefined ? undefined : Math.round(levels) })}
      />
      <NumberField
        label="Paper above tone"
        min={0}
        max={1}
        value={recipe.hatch.threshold}
        onChange={(threshold) => set({ threshold })}
      />
      <AnglesField angles={recipe.hatch.anglesDeg} onChange={(anglesDeg) => set({ anglesDeg })} />
    </>
  )
}

function PlanFields({ recipe, change }: AdvancedFieldsProps) {
  const set = (values: Partial<Recipe['plan']>) => change((now) => ({ plan: { ...now.plan, ...values } }))
  return (
    <>
      <NumberField
        label="Simplify by"
        unit="mm"
        min={0}
        max={5}
        value={recipe.plan.simplifyMm}
        onChange={(simplifyMm) => set({ simplifyMm: simplifyMm ?? 0.04 })}
      />
      <NumberField
        label="Join gaps up to"
        unit="mm"
        min={0}
        max={5}
        value={recipe.plan.mergeMm}
        onChange={(mergeMm) => set({ mergeMm: mergeMm ?? 0.25 })}
      />
      <NumberField
        label="Drop strokes under"
        unit="mm"
        min={0}
        max={20}
        value={recipe.plan.minStrokeMm}
        onChange={(minStrokeMm) => set({ minStrokeMm: minStrokeMm ?? 0.3 })}
      />
      <SwitchField
        label="Sort strokes for little travel"
        checked={recipe.plan.order === 'greedy'}
        onChange={(on) => set({ order: on ? 'greedy' : 'none' })}
      />
    </>
  )
}

type NumberFieldProps = {
  label: string
  unit?: string
  min: number
  max: number
  value: number | undefined
  onChange: (value: number | undefined) => void
}

function NumberField({ label, unit, min, max, value, onChange }: NumberFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    const number = Number(typed.replace(',', '.'))
    setTyped(null)
    if (typed.trim() === '') onChange(undefined)
    else if (!Number.isNaN(number)) onChange(Math.min(max, Math.max(min, number)))
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      <span className="flex items-center gap-1.5">
        <input
          id={id}
          inputMode="decimal"
          placeholder="auto"
          className="figures h-8 w-20 rounded-sm border border-edge bg-raised px-2 text-right text-sm placeholder:text-quiet hover:border-ink"
          value={typed ?? value ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setTyped(null)
          }}
        />
        <span className="figures w-6 text-xs text-quiet">{unit}</span>
      </span>
    </div>
  )
}

function AnglesField({
  angles,
  onChange,
}: {
  angles: number[] | undefined
  onChange: (angles: number[] | undefined) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    const numbers = (typed.match(/-?\d+(\.\d+)?/g) ?? [])
      .map(Number)
      .filter((angle) => Math.abs(angle) <= 180)
    setTyped(null)
    onChange(numbers.length > 0 ? numbers.slice(0, 6) : undefined)
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm">
        Hatch angles
      </label>
      <span className="flex items-center gap-1.5">
        <input
          id={id}
          placeholder="auto"
          className="figures h-8 w-28 rounded-sm border border-edge bg-raised px-2 text-right text-sm placeholder:text-quiet hover:border-ink"
          value={typed ?? angles?.join(' ') ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
        <span className="figures w-6 text-xs text-quiet">°</span>
      </span>
    </div>
  )
}
