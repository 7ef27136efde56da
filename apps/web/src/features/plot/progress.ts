import type { Progress } from '../sheet/view-drawing.ts'

/** How far a plot has come at a time, by bisection. `times` holds begin and end of each stroke, s, in plotting order. */
export function progressAt(times: Float32Array, seconds: number): Progress {
  const beginOf = (stroke: number) => times[2 * stroke] ?? 0
  const endOf = (stroke: number) => times[2 * stroke + 1] ?? 0
  const count = times.length / 2
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(middle) <= seconds) low = middle + 1
    else high = middle
  }
  if (low === count) return { strokes: count, drawn: 0, way: 0 }
  const [before, begin] = [low > 0 ? endOf(low - 1) : 0, beginOf(low)]
  return {
    strokes: low,
    drawn: shareOf(seconds - begin, endOf(low) - begin),
    way: begin > before ? shareOf(seconds - before, begin - before) : 1,
  }
}

const shareOf = (part: number, whole: number) => Math.min(1, Math.max(0, whole > 0 ? part / whole : 0))
