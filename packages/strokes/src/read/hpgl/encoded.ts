/** One move of an encoded polyline, in plotter or user units. */
export type EncodedMove = {
  readonly x: number
  readonly y: number
  readonly isAbsolute: boolean
  readonly isPenUp: boolean
  /** The pen to take before this move. */
  readonly pen?: number
}

/**
 * The moves of a `PE` instruction, without its letters and its end: coordinates to base 64, or to base 32 after a `7`, low
 * digits first and the sign in the lowest bit. False where a number breaks off. Source: The HP-GL/2 and HP RTL Reference
 * Guide, "PE".
 */
export function readEncoded(text: string): { moves: EncodedMove[]; isWhole: boolean } {
  const moves: EncodedMove[] = []
  let base = 64
  let fraction = 0
  let at = 0
  let isPenUp = false
  let isAbsolute = false
  let pen: number | undefined
  let isWhole = true
  const number = (): number => {
    let value = 0
    for (let place = 1; at < text.length; place *= base) {
      const code = text.charCodeAt(at++)
      if (code <= 32 || code === 127) {
        place /= base
        continue
      }
      // In the 7-bit form the last digit is from 95 to 126, the others from 63 to 94; in the other from 191 and from 63.
      const isLast = base === 64 ? code >= 191 : code >= 95
      const digit = code - (isLast ? (base === 64 ? 191 : 95) : 63)
      if (digit < 0 || digit >= base) break
      value += digit * place
      if (isLast) return value % 2 === 1 ? -(value - 1) / 2 : value / 2
    }
    isWhole = false
    return Number.NaN
  }
  while (at < text.length && isWhole) {
    const mark = text[at]
    if (mark === '<') isPenUp = true
    else if (mark === '=') isAbsolute = true
    else if (mark === '7') base = 32
    if ('<=7'.includes(mark) || text.charCodeAt(at) <= 32) {
      at++
      continue
    }
    if (mark === ':' || mark === '>') {
      at++
      const value = number()
      if (mark === ':') pen = value
      else fraction = value
      continue
    }
    const [x, y] = [number(), number()].map((value) => value / 2 ** fraction)
    if (!isWhole) break
    moves.push({ x, y, isAbsolute, isPenUp, ...(pen === undefined ? {} : { pen }) })
    isPenUp = false
    isAbsolute = false
    pen = undefined
  }
  return { moves, isWhole }
}
