import { readLength, type Viewport } from './units.ts'

/** What words for places stand for, in shares of a side. */
const shares: ReadonlyMap<string, number> = new Map([
  ['left', 0],
  ['top', 0],
  ['center', 0.5],
  ['right', 1],
  ['bottom', 1],
])

/** What a word for a place stands for, in shares of a side; `undefined` for other words. */
export function placeShare(word: string | undefined): number | undefined {
  return word === undefined ? undefined : shares.get(word.trim().toLowerCase())
}

/** A `<position>` in a box (CSS Values 4, 8.3) by its one or two words, those for places in either order. */
export function readPosition(
  [first, second]: readonly string[],
  { width, height }: Viewport,
  emPx: number,
): [x: number, y: number] | null {
  const isTurned =
    /^(?:top|bottom)$/i.test(first) || (second !== undefined && /^(?:left|right)$/i.test(second))
  const [across, along] = isTurned ? [second ?? 'center', first] : [first, second ?? 'center']
  const x = offset(across, width, emPx)
  const y = offset(along, height, emPx)
  return x === null || y === null ? null : [x, y]
}

function offset(word: string, side: number, emPx: number): number | null {
  const share = placeShare(word)
  return share === undefined ? readLength(word, side, emPx) : share * side
}
