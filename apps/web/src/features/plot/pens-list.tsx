'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { IconButton } from '../../components/button.tsx'
import { formatCount, formatLength } from '../../components/figures.ts'
import type { Opened, Planned } from './use-plot.ts'

type PensListProps = {
  opened: Opened
  planned: Planned | null
  /** Numbers of the pens that draw, in the order they are taken. */
  layers: readonly number[]
  onChange: (layers: number[]) => void
}

/** Which pens draw, and in which order: the machine takes them from top to bottom. */
export function PensList({ opened, planned, layers, onChange }: PensListProps) {
  const left = opened.pens.map((_, layer) => layer).filter((layer) => !layers.includes(layer))
  const swap = (at: number, to: number) => {
    const next = [...layers]
    const [moved] = next.splice(at, 1)
    if (moved === undefined) return
    next.splice(to, 0, moved)
    onChange(next)
  }
  return (
    <section aria-label="Pens" className="grid gap-2">
      <h2 className="text-sm font-[560] tracking-normal">Pens</h2>
      <ul className="grid divide-y rounded-md border">
        {[...layers, ...left].map((layer) => {
          const pen = opened.pens[layer]
          const at = layers.indexOf(layer)
          if (!pen) return null
          const ink = at >= 0 ? planned?.after.layers[at]?.penDownMm : undefined
          return (
            <li key={layer} className="flex min-h-11 items-center gap-2 px-3 py-1.5">
              <label className="flex min-w-0 flex-1 items-center gap-2.5 text-sm">
                <input
                  type="checkbox"
                  className="size-4 accent-blue"
                  checked={at >= 0}
                  onChange={() =>
                    onChange(at >= 0 ? layers.filter((other) => other !== layer) : [...layers, layer])
                  }
                />
                <span
                  aria-hidden="true"
                  className="size-3.5 shrink-0 rounded-full border border-edge"
                  style={{ backgroundColor: pen.color }}
                />
                <span className="truncate">{pen.name}</span>
                <span className="figures ml-auto shrink-0 text-xs text-quiet">
                  {ink === undefined ? `${formatCount(pen.strokes)} strokes` : `${formatLength(ink)} ink`}
                </span>
              </label>
              {layers.length > 1 && at >= 0 ? (
                <span className="flex">
                  <IconButton
                    name={`${pen.name} earlier`}
                    disabled={at === 0}
                    onClick={() => swap(at, at - 1)}
                  >
                    <ArrowUp size={16} strokeWidth={1.5} aria-hidden="true" />
                  </IconButton>
                  <IconButton
                    name={`${pen.name} later`}
                    disabled={at === layers.length - 1}
                    onClick={() => swap(at, at + 1)}
                  >
                    <ArrowDown size={16} strokeWidth={1.5} aria-hidden="true" />
                  </IconButton>
                </span>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
