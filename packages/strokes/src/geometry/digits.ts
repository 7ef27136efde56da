import type { Stroke } from '../types.ts'

/** A part of a digit on a grid of 4 × 6, y down; a round one is smoothed between its ends. */
type Part = { readonly points: readonly number[]; readonly isRound?: boolean; readonly closed?: boolean }

const six: readonly number[] = [
  3.4, 0.2, 1.6, 0.6, 0.2, 2.6, 0, 4.4, 0.6, 5.8, 2, 6.1, 3.7, 5.5, 3.8, 3.9, 2.9, 2.8, 1.3, 2.8, 0.1, 4,
]

/** Digits of single strokes, drawn for pens. */
const digits: readonly (readonly Part[])[] = [
  [{ points: [2, 0, 3.6, 0.4, 4, 3, 3.6, 5.6, 2, 6, 0.4, 5.6, 0, 3, 0.4, 0.4], isRound: true, closed: true }],
  [{ points: [0.8, 1.3, 2.2, 0, 2.2, 6] }],
  [
    { points: [0.1, 1.4, 0.4, 0.2, 2, -0.1, 3.7, 0.3, 3.8, 2, 2.2, 3.8, 0, 6], isRound: true },
    { points: [0, 6, 4, 6] },
  ],
  [
    { points: [0.2, 0.7, 1.2, 0, 3.3, 0, 3.7, 1.5, 2.9, 2.8, 1.6, 2.8], isRound: true },
    { points: [1.6, 2.8, 3.3, 2.8, 4.1, 4.3, 3.4, 5.9, 1.6, 6.1, 0.1, 5.2], isRound: true },
  ],
  [{ points: [3, 6, 3, 0, 0, 4.2, 4, 4.2] }],
  [
    { points: [3.6, 0, 0.8, 0, 0.4, 2.7] },
    { points: [0.4, 2.7, 1.8, 2, 3.7, 2.5, 4, 4.3, 3.3, 5.9, 1.5, 6.1, 0.1, 5.3], isRound: true },
  ],
  [{ points: six, isRound: true }],
  [{ points: [0, 0, 4, 0, 1.4, 6] }],
  [
    {
      points: [
        2, 2.8, 0.5, 2.3, 0.4, 0.5, 2, -0.1, 3.6, 0.5, 3.5, 2.3, 2, 2.8, 0.2, 3.5, 0, 5.4, 2, 6.1, 4, 5.4,
        3.8, 3.5,
      ],
      isRound: true,
      closed: true,
    },
  ],
  [{ points: six.map((value, i) => (i % 2 === 0 ? 4 : 6) - value), isRound: true }],
]

/** The width of a number of so many digits, as a share of its height. */
export function numberWidth(count: number): number {
  return (count * 4 + (count - 1) * 1.6) / 6
}

/** A whole number written in single strokes, `height` high, its middle at `(x, y)`. */
export function writeNumber(value: number, x: number, y: number, height: number): Stroke[] {
  const text = String(Math.max(0, Math.round(value)))
  const scale = height / 6
  const left = x - (numberWidth(text.length) * height) / 2
  return Array.from(text).flatMap((digit, place) =>
    digits[Number(digit)].map(({ points, isRound = false, closed = false }) => {
      const rounded = isRound ? cutCorners(cutCorners(points, closed), closed) : points
      return {
        points: Float64Array.from(rounded, (value, i) =>
          i % 2 === 0 ? left + (value + place * 5.6) * scale : y + (value - 3) * scale,
        ),
        closed,
      }
    }),
  )
}

/** Every corner cut at a quarter of both its sides; ends stay (Chaikin 1974). */
function cutCorners(points: readonly number[], closed: boolean): number[] {
  const count = points.length / 2
  const out: number[] = closed ? [] : [points[0], points[1]]
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count
    for (const share of [0.25, 0.75]) {
      if (!closed && ((i === 0 && share < 0.5) || (i === count - 2 && share > 0.5))) continue
      out.push(
        points[i * 2] + (points[j * 2] - points[i * 2]) * share,
        points[i * 2 + 1] + (points[j * 2 + 1] - points[i * 2 + 1]) * share,
      )
    }
  }
  return closed ? out : [...out, points[points.length - 2], points[points.length - 1]]
}
