import { isArea } from '../geometry/marks.ts'
import type { Layer, Pen } from '../types.ts'

/** Whether two pens are one tool with one filling: a machine goes on with it without a change. */
export function isSamePen(a: Pen, b: Pen | undefined): boolean {
  return (
    b !== undefined &&
    a.name === b.name &&
    a.color === b.color &&
    a.widthMm === b.widthMm &&
    a.refillOf === b.refillOf
  )
}

/** Whether a pen is the one drawn with before, filled anew. */
export function isRefill(pen: Pen, before: Pen | undefined): boolean {
  return before !== undefined && pen.refillOf !== undefined && pen.refillOf === unfilled(before).name
}

/** Whether a layer's pen is one of the plot, and counts among its numbers. */
export function takesPen({ marks, isDone = false }: Layer): boolean {
  return marks.some((mark) => !isArea(mark)) || isDone
}

/** The number of each pen, from 1; one that goes on, or is filled anew, keeps its own. */
export function penNumbers(pens: readonly Pen[]): number[] {
  const numbers: number[] = []
  let count = 0
  for (const [i, pen] of pens.entries()) {
    const filled = pens.slice(0, i).findLastIndex((before) => isRefill(pen, before))
    if (i > 0 && isSamePen(pen, pens[i - 1])) numbers.push(numbers[i - 1])
    else numbers.push(filled < 0 ? ++count : numbers[filled])
  }
  return numbers
}

/** Layers that follow each other with one pen; with `refilled` those count too that are drawn after it was filled anew. */
export function penRuns<T extends { readonly pen: Pen }>(
  layers: readonly T[],
  { refilled = false }: { refilled?: boolean } = {},
): T[][] {
  const runs: T[][] = []
  const toolOf = (pen: Pen) => (refilled ? unfilled(pen) : pen)
  for (const layer of layers) {
    const run = runs.at(-1)
    if (run && isSamePen(toolOf(layer.pen), toolOf(run[0].pen))) run.push(layer)
    else runs.push([layer])
  }
  return runs
}

/** The pen itself, whichever filling of it this is. */
export function unfilled({ refillOf, ...pen }: Pen): Pen {
  return refillOf === undefined ? pen : { ...pen, name: refillOf }
}

/** Whether a layer has areas, which formats that can fill show in place of their borders. */
export function showsAreas({ marks }: Pick<Layer, 'marks'>): boolean {
  return marks.some(isArea)
}
