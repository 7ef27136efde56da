import type { Stroke } from '../types.ts'

/** Coordinate pairs per instruction: old plotters keep one instruction in their buffer of 1,024 bytes at a time. */
const pairsPerLine = 64
/** A polyline-encoded instruction ends with the first stroke that brings it past so many characters. */
const encodedLength = 900

/** `plain` is in absolute coordinates, for any machine and any eye; `compact` is as short as the machine can read. */
export const hpglForms = ['plain', 'compact'] as const
export type HpglForm = (typeof hpglForms)[number]

/** Absolute coordinates, an instruction a line. */
export function plainLines(strokes: readonly Stroke[]): string[] {
  return strokes.flatMap((stroke) => {
    const [[x, y], ...rest] = drawnPoints(stroke)
    return [`PU${x},${y};`, ...penDown(rest.map((point) => point.join()))]
  })
}

/** The first point absolute, so that nothing hangs on where the pen was, all others by steps; a stroke a line. */
export function relativeLines(strokes: readonly Stroke[]): string[] {
  const lines: string[] = []
  let at: Point | null = null
  for (const stroke of strokes) {
    const [first, ...rest] = drawnPoints(stroke)
    const move = at === null ? `PA;PU${first.join()};PR;` : `PU${stepTo(at, first).join()};`
    at = first
    const steps: string[] = []
    for (const point of rest) {
      steps.push(stepTo(at, point).join())
      at = point
    }
    lines.push(move + penDown(steps).join(''))
  }
  if (lines.length > 0) lines.push('PA;')
  return lines
}

/**
 * `PE` of HP-GL/2 in its 7-bit form, which any line and any text file carries: each instruction begins with an absolute
 * move, then come steps, `<` before those with the pen up. Source: The HP-GL/2 and HP RTL Reference Guide, "PE".
 */
export function encodedLines(strokes: readonly Stroke[]): string[] {
  const lines: string[] = []
  let line = ''
  let at: Point = [0, 0]
  for (const stroke of strokes) {
    const [first, ...rest] = drawnPoints(stroke)
    line += line === '' ? `PE7<=${encodedPair(first)}` : `<${encodedPair(stepTo(at, first))}`
    at = first
    if (rest.length === 0) line += encodedPair([0, 0])
    for (const point of rest) {
      line += encodedPair(stepTo(at, point))
      at = point
    }
    if (line.length < encodedLength) continue
    lines.push(`${line};`)
    line = ''
  }
  return line === '' ? lines : [...lines, `${line};`]
}

type Point = readonly [x: number, y: number]

function stepTo([ax, ay]: Point, [bx, by]: Point): Point {
  return [bx - ax, by - ay]
}

/** In whole units, a loop back at its start, repeated points once. */
function drawnPoints({ points, closed }: Stroke): [Point, ...Point[]] {
  const drawn: [Point, ...Point[]] = [[whole(points[0]), whole(points[1])]]
  let [x, y] = drawn[0]
  for (let i = 2; i < points.length + (closed ? 2 : 0); i += 2) {
    const j = i % points.length
    const next: Point = [whole(points[j]), whole(points[j + 1])]
    if (next[0] === x && next[1] === y) continue
    drawn.push(next)
    x = next[0]
    y = next[1]
  }
  return drawn
}

function whole(value: number): number {
  return Math.round(value) + 0
}

function penDown(pairs: readonly string[]): string[] {
  if (pairs.length === 0) return ['PD;']
  const lines: string[] = []
  for (let i = 0; i < pairs.length; i += pairsPerLine)
    lines.push(`PD${pairs.slice(i, i + pairsPerLine).join()};`)
  return lines
}

function encodedPair([x, y]: Point): string {
  return encoded(x) + encoded(y)
}

/** The sign in the lowest bit, then digits to base 32, lowest first, the last one from a range of its own. */
function encoded(value: number): string {
  let rest = value < 0 ? -2 * value + 1 : 2 * value
  let text = ''
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode(63 + (rest % 32))
  return text + String.fromCharCode(95 + rest)
}
