import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/**
 * Smooths the borders of a label image: every pixel takes the label most frequent in the square of side
 * `2 * radiusPx + 1` around it, twice over. Specks and frays go, straight borders stay (threshold dynamics; Merriman,
 * Bence & Osher 1994). Counts are kept per column, so that the time does not grow with the radius (Perreault & Hébert
 * 2007). `labels` are below `count` and changed in place.
 */
export async function smoothLabels(
  labels: Uint8Array,
  width: number,
  height: number,
  count: number,
  radiusPx: number,
  pace: Pace = unpaced,
): Promise<void> {
  const radius = Math.round(radiusPx)
  if (radius < 1 || count < 2) return
  for (let pass = 0; pass < 2; pass++) await takeMostFrequent(labels, width, height, count, radius, pace)
}

async function takeMostFrequent(
  labels: Uint8Array,
  width: number,
  height: number,
  count: number,
  radius: number,
  pace: Pace,
): Promise<void> {
  const from = labels.slice()
  // How often each label is within `radius` above and below, per column; what lies beyond the border counts for nothing.
  const columns = new Int16Array(width * count)
  for (let y = 0; y < Math.min(radius, height); y++) {
    for (let x = 0; x < width; x++) columns[x * count + from[y * width + x]]++
  }
  const around = new Int32Array(count)
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      const entering = (y + radius) * width
      for (let x = 0; x < width; x++) columns[x * count + from[entering + x]]++
    }
    if (y > radius) {
      const leaving = (y - radius - 1) * width
      for (let x = 0; x < width; x++) columns[x * count + from[leaving + x]]--
    }
    around.fill(0)
    for (let x = 0; x < Math.min(radius, width); x++) {
      for (let label = 0; label < count; label++) around[label] += columns[x * count + label]
    }
    for (let x = 0; x < width; x++) {
      const entering = x + radius < width ? (x + radius) * count : -1
      const leaving = x > radius ? (x - radius - 1) * count : -1
      const own = from[y * width + x]
      let best = own
      for (let label = 0; label < count; label++) {
        if (entering >= 0) around[label] += columns[entering + label]
        if (leaving >= 0) around[label] -= columns[leaving + label]
      }
      for (let label = 0; label < count; label++) if (around[label] > around[best]) best = label
      labels[y * width + x] = best
    }
    await pace(width * count * 4)
  }
}
