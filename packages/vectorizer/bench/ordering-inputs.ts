import type { Stroke } from '@plotline/strokes'
import { seededRandom } from '@plotline/strokes/geometry/random'

const widthMm = 200
const heightMm = 280
const blobs = 40

/** Dark blobs on a page with a fine grain: 0 paper, 1 and more is dark. */
function shade(seed: number): (x: number, y: number) => number {
  const random = seededRandom(seed)
  const places = Array.from({ length: blobs }, () => ({
    x: random() * widthMm,
    y: random() * heightMm,
    radius: 8 + random() * 30,
    dark: random(),
  }))
  return (x, y) => {
    let sum = 0.15 * Math.sin(x * 0.9 + 3 * Math.sin(y * 0.5)) + 0.15 * Math.sin(y * 1.1)
    for (const blob of places) {
      sum += blob.dark * Math.exp(-((x - blob.x) ** 2 + (y - blob.y) ** 2) / blob.radius ** 2)
    }
    return sum
  }
}

/** About 5,000 lines of a crosshatched picture, in the order they are drawn, as the hatch of the peers' comparison. */
export function hatchLines(seed = 1, spacingMm = 0.8): Stroke[] {
  const dark = shade(seed)
  const strokes: Stroke[] = []
  const reach = 350
  for (const [angleDeg, threshold] of [
    [45, 0.45],
    [135, 0.8],
  ] as const) {
    const [cos, sin] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)]
    for (let across = -reach; across < reach; across += spacingMm) {
      const at = (along: number): [number, number] => [
        widthMm / 2 + cos * along - sin * across,
        heightMm / 2 + sin * along + cos * across,
      ]
      let from = Number.NaN
      for (let along = -reach; along <= reach; along += 0.25) {
        const [x, y] = at(along)
        const isDrawn = x >= 0 && x <= widthMm && y >= 0 && y <= heightMm && dark(x, y) > threshold
        if (isDrawn && Number.isNaN(from)) from = along
        if (isDrawn || Number.isNaN(from)) continue
        if (along - from > 0.6)
          strokes.push({ points: Float64Array.from([...at(from), ...at(along - 0.25)]), closed: false })
        from = Number.NaN
      }
    }
  }
  return strokes
}

/** Dots that keep a distance which falls with the shade, found by throwing darts. */
export function stippleDots(count = 20_000, seed = 2): Stroke[] {
  const dark = shade(seed)
  const random = seededRandom(seed)
  const cellMm = 0.8
  const cells = new Map<number, number[]>()
  const strokes: Stroke[] = []
  for (let thrown = 0; strokes.length < count && thrown < 5e6; thrown++) {
    const [x, y] = [random() * widthMm, random() * heightMm]
    const apart = 0.75 / Math.sqrt(Math.min(1.5, Math.max(0.1, dark(x, y) + 0.15)))
    const reach = Math.ceil(apart / cellMm)
    const [column, row] = [Math.floor(x / cellMm), Math.floor(y / cellMm)]
    let isFree = true
    for (let i = column - reach; isFree && i <= column + reach; i++) {
      for (let j = row - reach; isFree && j <= row + reach; j++) {
        const near = cells.get(i * 10_000 + j) ?? []
        for (let k = 0; k < near.length; k += 2) {
          if ((near[k] - x) ** 2 + (near[k + 1] - y) ** 2 < apart * apart) isFree = false
        }
      }
    }
    if (!isFree) continue
    const key = column * 10_000 + row
    cells.set(key, [...(cells.get(key) ?? []), x, y])
    strokes.push({ points: Float64Array.from([x, y]), closed: false })
  }
  return strokes
}
