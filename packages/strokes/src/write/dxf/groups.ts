import type { Drawing } from '../../types.ts'
import { colorShares, formatNumber } from '../numbers.ts'

const decimals = 4

/** The AutoCAD Color Index entries that every reader shows alike: number and color. 7 is black on white. */
const indexedColors: readonly (readonly [number, number, number, number])[] = [
  [1, 1, 0, 0],
  [2, 1, 1, 0],
  [3, 0, 1, 0],
  [4, 0, 1, 1],
  [5, 0, 0, 1],
  [6, 1, 0, 1],
  [7, 0, 0, 0],
  [8, 0.5, 0.5, 0.5],
  [9, 0.75, 0.75, 0.75],
]

/** A line with a code and a line with what it is for. */
export type Group = readonly [code: number, value: string]

export const number = (value: number) => formatNumber(value, decimals)

/** A point in three dimensions, with the codes from `code` on. */
export function place(x: number, y: number, code = 10): Group[] {
  return [
    [code, number(x)],
    [code + 10, number(y)],
    [code + 20, '0'],
  ]
}

/** The file of these groups. */
export function dxfText(groups: readonly Group[]): string {
  return `${groups.map(([code, value]) => `${code}\n${value}`).join('\n')}\n`
}

/** R12 layer names: at most 31 of A–Z, 0–9, `_`, `-`, `$`. The number in front keeps them apart. */
export function layerNames({ layers }: Drawing): string[] {
  return layers.map(({ pen }, i) => {
    const word = pen.name
      .normalize('NFKD')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
    const number = `${i + 1}_`
    // What was read from such a file keeps its number.
    return `${word.startsWith(number) ? '' : number}${word || 'PEN'}`.slice(0, 31)
  })
}

/** The number of the indexed color nearest to `#rrggbb`. */
export function nearestIndex(color: string): number {
  const [r, g, b] = colorShares(color)
  let best = 7
  let nearest = Number.POSITIVE_INFINITY
  for (const [index, red, green, blue] of indexedColors) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2
    if (distance >= nearest) continue
    nearest = distance
    best = index
  }
  return best
}
