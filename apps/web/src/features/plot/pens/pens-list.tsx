'use client'
import { type PlanSteps, passesFor } from '@plotline/strokes'
import { ArrowDown, ArrowUp, PenLine } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../../components/button.tsx'
import { ChoiceField } from '../../../components/field.tsx'
import { formatLength, formatStrokes } from '../../../components/figures.ts'
import { GivenNumberField, NumberField } from '../../../components/number-fields.tsx'
import type { Opened, Planned } from '../use-plot.ts'
import { withPasses } from './passes.ts'
import { layersByPen, type PenPlan } from './pens.ts'

type PensListProps = {
  opened: Opened
  planned: Planned | null
  plan: PenPlan
  onChange: (plan: PenPlan) => void
  steps: PlanSteps
  onSteps: (steps: PlanSteps) => void
}

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

/** Which layers are drawn, in which order, with which pens: the machine takes them from top to bottom. */
export function PensList({ opened, planned, plan, onChange, steps, onSteps }: PensListProps) {
  const { layers, omitted, drawnWith } = plan
  /** The layer whose pen is being chosen. */
  const [open, setOpen] = useState<number | null>(null)
  // What was planned, which may be a moment behind the plan.
  const drawn = planned ? layersByPen(planned.setup.pens) : []
  const swap = (at: number, to: number) => {
    const next = [...layers]
    const [moved] = next.splice(at, 1)
    if (moved === undefined) return
    next.splice(to, 0, moved)
    onChange({ ...plan, layers: next })
  }
  return (
    <section aria-label="Pens" className="grid gap-2">
      <h2 className="text-sm font-[560] tracking-normal">Pens</h2>
      <ul className="grid divide-y rounded-md border">
        {layers.map((layer, at) => {
          const own = opened.pens[layer]
          const isDrawn = !omitted.includes(layer)
          const penOf = drawnWith[layer] ?? layer
          const pen = opened.pens[penOf]
          if (!own || !pen) return null
          const group = drawn.findIndex(({ layers: of }) => of[0] === layer)
          // Pens alike in all ways are one to a machine: then it cannot be told whose ink it is.
          const ink = planned?.inkMm.length === drawn.length ? planned.inkMm[group] : undefined
          return (
            <li key={layer} className="grid px-3 py-1.5">
              <div className="flex min-h-8 items-center gap-2">
                <label className="flex min-w-0 flex-1 items-center gap-2.5 text-sm">
                  <input
                    type="checkbox"
                    className="size-4 accent-blue"
                    checked={isDrawn}
                    onChange={() =>
                      onChange({
                        ...plan,
                        omitted: isDrawn ? [...omitted, layer] : omitted.filter((other) => other !== layer),
                      })
                    }
                  />
                  <span
                    aria-hidden="true"
                    className="size-3.5 shrink-0 rounded-full border border-edge"
                    style={{ backgroundColor: pen.color }}
                  />
                  <span className="grid min-w-0">
                    <span className="truncate">{own.name}</span>
                    {penOf === layer ? null : (
                      <span className="truncate text-xs text-quiet">with {pen.name}</span>
                    )}
                  </span>
                  <span className="figures ml-auto shrink-0 text-xs text-quiet">
                    {ink === undefined ? formatStrokes(own.strokes) : `${formatLength(ink)} ink`}
                  </span>
                </label>
                {isDrawn ? (
                  <span className="flex">
                    <IconButton
                      name={`Pen for ${own.name}`}
                      aria-expanded={open === layer}
                      onClick={() => setOpen(open === layer ? null : layer)}
                    >
                      <PenLine {...icon} />
                    </IconButton>
                    {layers.length > 1 ? (
                      <>
                        <IconButton
                          name={`${own.name} earlier`}
                          disabled={at === 0}
                          onClick={() => swap(at, at - 1)}
                        >
                          <ArrowUp {...icon} />
                        </IconButton>
                        <IconButton
                          name={`${own.name} later`}
                          disabled={at === layers.length - 1}
                          onClick={() => swap(at, at + 1)}
                        >
                          <ArrowDown {...icon} />
                        </IconButton>
                      </>
                    ) : null}
                  </span>
                ) : null}
              </div>
              {open === layer && isDrawn ? (
                <PenChoice {...{ opened, plan, layer, onChange, steps, onSteps }} />
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type PenChoiceProps = Omit<PensListProps, 'planned'> & { layer: number }

/** With which pen a layer is drawn, how wide that pen really is, and how often it draws its strokes. */
function PenChoice({ opened, plan, layer, onChange, steps, onSteps }: PenChoiceProps) {
  const { drawnWith, widthsMm } = plan
  const pen = drawnWith[layer] ?? layer
  const name = opened.pens[pen]?.name ?? ''
  return (
    <div className="grid gap-2 pt-1 pb-2 pl-6.5">
      {opened.pens.length > 1 ? (
        <ChoiceField
          label="Drawn with"
          hint="Layers of one pen are drawn together, without a change between them."
          value={pen}
          choices={opened.pens.map(({ name }, number) => [number, name])}
          onChange={(number) => onChange({ ...plan, drawnWith: { ...drawnWith, [layer]: number } })}
        />
      ) : null}
      <NumberField
        label="Width of the pen"
        unit="mm"
        min={0.05}
        max={5}
        value={widthsMm[pen] ?? opened.pens[pen]?.widthMm}
        onChange={(widthMm) => {
          const { [pen]: _, ...others } = widthsMm
          onChange({ ...plan, widthsMm: widthMm === undefined ? others : { ...others, [pen]: widthMm } })
        }}
      />
      <GivenNumberField
        label="Draws every stroke"
        unit="×"
        min={1}
        max={10}
        value={passesFor(steps, name, layer)}
        onChange={(passes) => onSteps(withPasses(steps, name, Math.round(passes)))}
      />
    </div>
  )
}
