import type { Plane } from '@plotline/strokes'
import { seededRandom } from '@plotline/strokes/geometry/random'
import type { CenterlineOptions } from '../src/trace/centerline.ts'

/** How a drawing made with a pen about 5 px wide is read. */
export const penSettings: CenterlineOptions = {
  ink: 'auto',
  reachPx: 30,
  darkness: 0.5,
  noise: 0,
  dirtPx: 6,
  leastSolidPx: 8,
  minLengthPx: 8,
  gapPx: 3,
  dotPx: 2,
}

/** A known stroke: points about half a pixel apart. */
export type KnownStroke = Float64Array

/** Lines, arcs and Bézier curves by turns, seeded, at least `marginPx` inside the picture. They cross as they fall. */
export function penStrokes(
  count: number,
  width: number,
  height: number,
  seed: number,
  marginPx = 20,
): KnownStroke[] {
  const random = seededRandom(seed)
  const strokes: KnownStroke[] = []
  while (strokes.length < count) {
    const place = () => [
      marginPx + random() * (width - 2 * marginPx),
      marginPx + random() * (height - 2 * marginPx),
    ]
    const kind = strokes.length % 3
    const [ax, ay] = place()
    const turn = random() * 2 * Math.PI
    const length = 80 + random() * 0.35 * Math.min(width, height)
    const radius = 40 + random() * 0.2 * Math.min(width, height)
    const sweep = (0.8 + 3.5 * random()) * (random() < 0.5 ? -1 : 1)
    const [bx, by] = place()
    const [cx, cy] = place()
    const [dx, dy] = place()
    const at = (t: number): [number, number] => {
      if (kind === 0) return [ax + Math.cos(turn) * length * t, ay + Math.sin(turn) * length * t]
      if (kind === 1) {
        return [ax + Math.cos(turn + sweep * t) * radius, ay + Math.sin(turn + sweep * t) * radius]
      }
      const s = 1 - t
      const [p, q, r, o] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
      const mix = (a: number, b: number, c: number, d: number) =>
        // A third of the way: curves that bend and do not knot.
        a * p + (a + (b - a) * 0.5) * q + (a + (c - a) * 0.5) * r + (a + (d - a) * 0.5) * o
      return [mix(ax, bx, cx, dx), mix(ay, by, cy, dy)]
    }
    const points: number[] = []
    for (let k = 0; k <= 1200; k++) points.push(...at(k / 1200))
    const isInside = points.every(
      (value, i) => value > marginPx && value < (i % 2 ? height : width) - marginPx,
    )
    if (isInside) strokes.push(Float64Array.from(points))
  }
  return strokes
}

/** The strokes as a round pen of `widthPx` leaves them: 0 ink on 1 paper, anti-aliased over one pixel. */
export function inkStrokes(
  strokes: readonly KnownStroke[],
  width: number,
  height: number,
  widthPx: number,
): Plane {
  const data = new Float32Array(width * height).fill(1)
  const reach = widthPx / 2 + 1
  for (const points of strokes) {
    for (let k = 0; k < points.length; k += 2) {
      const [px, py] = [points[k], points[k + 1]]
      for (let y = Math.floor(py - reach); y <= py + reach; y++) {
        for (let x = Math.floor(px - reach); x <= px + reach; x++) {
          if (x < 0 || y < 0 || x >= width || y >= height) continue
          const distance = Math.sqrt((x + 0.5 - px) ** 2 + (y + 0.5 - py) ** 2)
          const tone = Math.min(1, Math.max(0, distance - widthPx / 2 + 0.5))
          if (tone < data[y * width + x]) data[y * width + x] = tone
        }
      }
    }
  }
  return { width, height, data }
}
