import { joinArcs } from '../../geometry/curves/arcs.ts'
import type { Arc, Stroke } from '../../types.ts'

/** Corners of outlines are moved to a tenth of a micrometre. */
const perMm = 1e4

/** Closed outlines as strokes, with the curves of lines where they go along those from one of their points to the next. */
export function outlinesAlong(outlines: readonly Float64Array[], lines: readonly Stroke[]): Stroke[] {
  const corners = new Map<string, { line: Stroke; index: number }[]>()
  for (const line of lines) {
    if (!line.arcs) continue
    for (let index = 0; index < line.points.length / 2; index++) {
      const key = keyOf(line.points, index)
      const known = corners.get(key)
      if (known) known.push({ line, index })
      else corners.set(key, [{ line, index }])
    }
  }
  return outlines.map((points) => {
    const count = points.length / 2
    const sides = Array.from({ length: count }, (_, first) =>
      arcOf(first, corners.get(keyOf(points, first)), corners.get(keyOf(points, (first + 1) % count))),
    )
    const arcs = joinArcs(sides.filter((arc) => arc !== null))
    return { points, closed: true, ...(arcs.length > 0 ? { arcs } : {}) }
  })
}

type Corners = readonly { readonly line: Stroke; readonly index: number }[]

/** The arc of a side from one of some corners to one of others, as number `first` of its outline. */
function arcOf(first: number, from: Corners = [], to: Corners = []): Arc | null {
  for (const { line, index } of from) {
    const count = line.points.length / 2
    for (const step of [1, -1]) {
      const other = line.closed ? (index + step + count) % count : index + step
      if (!to.some((corner) => corner.line === line && corner.index === other)) continue
      const start = step > 0 ? index : other
      for (const { chain, first: begun, at } of line.arcs ?? []) {
        const along = (start - begun + count) % count
        if (along + 1 >= at.length) continue
        const places = [at[along], at[along + 1]]
        return { chain, first, at: Float64Array.from(step > 0 ? places : places.toReversed()) }
      }
    }
  }
  return null
}

function keyOf(points: Float64Array, index: number): string {
  return `${Math.round(points[index * 2] * perMm)} ${Math.round(points[index * 2 + 1] * perMm)}`
}
