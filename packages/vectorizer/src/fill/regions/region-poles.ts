import type { Pace } from '@plotline/strokes/geometry/pace'
import { inkDistance } from '../../edges/distance.ts'
import { nothing } from '../../trace/borders/crack-graph.ts'
import type { Regions } from './regions.ts'

/** The place in an area that is farthest from its border, in pixels, and how far that is. */
export type Pole = {
  readonly label: number
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** The pole of inaccessibility of every area that is painted, from the distance transform of all of them at once. */
export async function regionPoles(
  { labels, areaOf, areas }: Regions,
  width: number,
  height: number,
  pace: Pace,
): Promise<Pole[]> {
  const inner = new Uint8Array(labels.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const isEdge = (x > 0 && areaOf[i - 1] !== areaOf[i]) || (y > 0 && areaOf[i - width] !== areaOf[i])
      inner[i] = isEdge ? 0 : 1
    }
    await pace(width * 4)
  }
  const { data } = await inkDistance(inner, width, height, pace)
  const best = new Int32Array(areas).fill(-1)
  for (let i = 0; i < data.length; i++) {
    if (labels[i] === nothing) continue
    const at = best[areaOf[i]]
    if (at < 0 || data[i] > data[at]) best[areaOf[i]] = i
  }
  return Array.from(best).flatMap((at) =>
    at < 0
      ? []
      : [{ label: labels[at], x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5, radius: data[at] }],
  )
}
