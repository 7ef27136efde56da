import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { findComponents } from '../../raster/components.ts'

/** Each round lets go of larger areas, so that the smallest are gone before they tip the scales. */
const rounds = 4

/**
 * Gives areas of fewer than `leastPx` pixels to the neighbor that shares most border with them and looks most alike, in
 * place. `palette` is L, a, b … of the labels. An area without a neighbor keeps its label.
 */
export async function mergeSmallRegions(
  labels: Uint8Array,
  width: number,
  height: number,
  palette: Float32Array,
  leastPx: number,
  pace: Pace = unpaced,
): Promise<void> {
  const votes = new Float64Array(palette.length / 3)
  for (let round = 1; round <= rounds; round++) {
    const least = leastPx * (round / rounds) ** 2
    if (least <= 1 && round < rounds) continue
    const { componentOf, area, count } = await findComponents(labels, width, height, -1, pace)
    const { start, pixels } = pixelsOfSmall(componentOf, area, count, least)
    for (let name = 0; name < count; name++) {
      if (area[name] >= least) continue
      if (vote(labels, width, height, pixels, start[name], start[name + 1], palette, votes) < 0) continue
      await pace(area[name] * 30)
    }
  }
}

/** The pixels of areas smaller than `least`, one area after the other. */
function pixelsOfSmall(componentOf: Int32Array, area: Int32Array, count: number, least: number) {
  const start = new Int32Array(count + 1)
  for (let name = 0; name < count; name++)
    start[name + 1] = start[name] + (area[name] < least ? area[name] : 0)
  const pixels = new Int32Array(start[count])
  const next = start.slice()
  for (let i = 0; i < componentOf.length; i++) {
    const name = componentOf[i]
    if (area[name] < least) pixels[next[name]++] = i
  }
  return { start, pixels }
}

function vote(
  labels: Uint8Array,
  width: number,
  height: number,
  pixels: Int32Array,
  from: number,
  to: number,
  palette: Float32Array,
  votes: Float64Array,
): number {
  const own = labels[pixels[from]]
  votes.fill(0)
  for (let k = from; k < to; k++) {
    const i = pixels[k]
    const x = i % width
    if (x > 0) votes[labels[i - 1]]++
    if (x < width - 1) votes[labels[i + 1]]++
    if (i >= width) votes[labels[i - width]]++
    if (i < width * (height - 1)) votes[labels[i + width]]++
  }
  let winner = -1
  let most = 0
  for (let label = 0; label < votes.length; label++) {
    if (label === own || votes[label] === 0) continue
    const dl = palette[label * 3] - palette[own * 3]
    const da = palette[label * 3 + 1] - palette[own * 3 + 1]
    const db = palette[label * 3 + 2] - palette[own * 3 + 2]
    const worth = votes[label] / (0.0004 + dl * dl + da * da + db * db)
    if (worth <= most) continue
    most = worth
    winner = label
  }
  if (winner >= 0) for (let k = from; k < to; k++) labels[pixels[k]] = winner
  return winner
}
