import type { PolylineBuilder } from '../polylines.ts'

const numbersOf: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 }
const numberPattern = /[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y
const flagPattern = /[\s,]*([01])/y

/**
 * Draws path data (SVG 1.1, 8.3) into a builder. Answers false where the data breaks off or makes no sense: then
 * everything before that has been drawn, as the standard asks.
 */
export function drawPathData(data: string, to: PolylineBuilder): boolean {
  const commandPattern = /[\s,]*([a-zA-Z])/y
  let at = 0
  let letter = ''
  /** The last curve's second control point, for the shorthands that mirror it. */
  let mirror = { kind: '', x: 0, y: 0 }
  const end = data.trimEnd().length
  while (at < end) {
    commandPattern.lastIndex = at
    const command = commandPattern.exec(data)
    if (command) {
      letter = command[1]
      at = commandPattern.lastIndex
    } else if (letter === '' || letter.toLowerCase() === 'z') {
      return false
    } else {
      // Further pairs after a move are lines.
      letter = letter === 'M' ? 'L' : letter === 'm' ? 'l' : letter
    }
    const kind = letter.toLowerCase()
    if (!(kind in numbersOf) || (mirror.kind === '' && kind !== 'm')) return false
    const read = readNumbers(data, at, kind)
    if (!read) return false
    at = read.next
    mirror = drawCommand(kind, letter === kind, read.values, mirror, to)
  }
  return true
}

function readNumbers(data: string, start: number, kind: string): { values: number[]; next: number } | null {
  const values: number[] = []
  let next = start
  for (let i = 0; i < numbersOf[kind]; i++) {
    const pattern = kind === 'a' && (i === 3 || i === 4) ? flagPattern : numberPattern
    pattern.lastIndex = next
    const match = pattern.exec(data)
    const value = match ? Number(match[1]) : Number.NaN
    if (!Number.isFinite(value)) return null
    values.push(value)
    next = pattern.lastIndex
  }
  return { values, next }
}

type Mirror = { kind: string; x: number; y: number }

function drawCommand(
  kind: string,
  relative: boolean,
  v: number[],
  mirror: Mirror,
  to: PolylineBuilder,
): Mirror {
  const { x: x0, y: y0 } = to
  const [ox, oy] = relative ? [x0, y0] : [0, 0]
  const quadratic = (cx: number, cy: number, x: number, y: number): Mirror => {
    to.cubic(
      x0 + (2 / 3) * (cx - x0),
      y0 + (2 / 3) * (cy - y0),
      x + (2 / 3) * (cx - x),
      y + (2 / 3) * (cy - y),
      x,
      y,
    )
    return { kind, x: cx, y: cy }
  }
  switch (kind) {
    case 'm':
      to.move(ox + v[0], oy + v[1])
      break
    case 'l':
      to.line(ox + v[0], oy + v[1])
      break
    case 'h':
      to.line(ox + v[0], y0)
      break
    case 'v':
      to.line(x0, oy + v[0])
      break
    case 'c':
      to.cubic(ox + v[0], oy + v[1], ox + v[2], oy + v[3], ox + v[4], oy + v[5])
      return { kind, x: ox + v[2], y: oy + v[3] }
    case 's': {
      const smooth = mirror.kind === 'c' || mirror.kind === 's'
      const [x1, y1] = smooth ? [2 * x0 - mirror.x, 2 * y0 - mirror.y] : [x0, y0]
      to.cubic(x1, y1, ox + v[0], oy + v[1], ox + v[2], oy + v[3])
      return { kind, x: ox + v[0], y: oy + v[1] }
    }
    case 'q':
      return quadratic(ox + v[0], oy + v[1], ox + v[2], oy + v[3])
    case 't': {
      const smooth = mirror.kind === 'q' || mirror.kind === 't'
      const [cx, cy] = smooth ? [2 * x0 - mirror.x, 2 * y0 - mirror.y] : [x0, y0]
      return quadratic(cx, cy, ox + v[0], oy + v[1])
    }
    case 'a':
      to.arc(v[0], v[1], v[2], v[3] === 1, v[4] === 1, ox + v[5], oy + v[6])
      break
    default:
      to.close()
  }
  return { kind, x: 0, y: 0 }
}
