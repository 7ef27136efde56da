import { mmPerUnit, type Paper, type PaperUnit, paperSideMm, paperSides, paperSize } from '@plotline/strokes'

/** A paper of one's own: its two sides, the short one first. */
export type OwnPaper = { readonly sides: readonly [number, number]; readonly unit: PaperUnit }

/** Typed numbers have no more digits than a ruler shows. */
const stepsPerUnit: Readonly<Record<PaperUnit, number>> = { mm: 10, in: 100 }
const rounded = (value: number, unit: PaperUnit) =>
  Math.round(value * stepsPerUnit[unit]) / stepsPerUnit[unit]

/** How short and how long a side may be, in a unit, within what the engine takes. */
export function sideRange(unit: PaperUnit): { min: number; max: number } {
  const steps = stepsPerUnit[unit]
  return {
    min: Math.ceil((paperSideMm.least / mmPerUnit[unit]) * steps) / steps,
    max: Math.floor((paperSideMm.most / mmPerUnit[unit]) * steps) / steps,
  }
}

/** A paper's sides, the short one first; of a name those in millimetres. */
export function sidesOf(paper: Paper): OwnPaper {
  const { widthMm, heightMm } = paperSize(paper)
  const given = paperSides(paper)
  if (!given) return { sides: [widthMm, heightMm], unit: 'mm' }
  const [a, b] = given.sides
  return { sides: [Math.min(a, b), Math.max(a, b)], unit: given.unit }
}

/** What the engine is told. */
export function paperOf({ sides: [a, b], unit }: OwnPaper): Paper {
  return `${a}x${b}${unit === 'mm' ? '' : unit}`
}

/** The same paper in another unit. */
export function inUnit({ sides, unit: from }: OwnPaper, unit: PaperUnit): OwnPaper {
  const { min, max } = sideRange(unit)
  const [a, b] = sides.map((side) =>
    Math.min(max, Math.max(min, rounded((side * mmPerUnit[from]) / mmPerUnit[unit], unit))),
  )
  return { sides: [a ?? min, b ?? min], unit }
}
