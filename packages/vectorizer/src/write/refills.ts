import type { Pen } from '../types.ts'

/** Whether a pen is the one drawn with before, filled anew. */
export function isRefill(pen: Pen, before: Pen | undefined): boolean {
  return before !== undefined && pen.refillOf !== undefined && pen.refillOf === ownName(before)
}

/** The number of each pen, from 1; one that is filled anew keeps its own. */
export function penNumbers(pens: readonly Pen[]): number[] {
  const numbers: number[] = []
  let count = 0
  for (const [i, pen] of pens.entries()) {
    const filled = pens.slice(0, i).findLastIndex((before) => isRefill(pen, before))
    numbers.push(filled < 0 ? ++count : numbers[filled])
  }
  return numbers
}

/** 1 -> "once", 3 -> "3 times" */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function ownName({ name, refillOf = name }: Pen): string {
  return refillOf
}
