/**
 * The values below which the given percentages of `values` lie, by a histogram of 4096 bins with the
 * place inside the bin interpolated; of more than 250,000 values only an even sample is counted. `keep` leaves out what does not count (NaN never does). Empty input gives zeros.
 */
export function percentiles(
  values: Float32Array,
  percents: readonly number[],
  keep?: (value: number, index: number) => boolean,
): number[] {
  const stride = strideOf(values.length)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let total = 0
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i]
    if (Number.isNaN(value) || (keep && !keep(value, i))) continue
    if (value < low) low = value
    if (value > high) high = value
    total++
  }
  if (total === 0) return percents.map(() => 0)
  if (high === low) return percents.map(() => low)
  const bins = 4096
  const histogram = new Uint32Array(bins)
  const scale = bins / (high - low)
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i]
    if (Number.isNaN(value) || (keep && !keep(value, i))) continue
    histogram[Math.min(bins - 1, ((value - low) * scale) | 0)]++
  }
  return percents.map((percent) => {
    const wanted = (Math.min(Math.max(percent, 0), 100) / 100) * total
    let below = 0
    for (let bin = 0; bin < bins; bin++) {
      if (below + histogram[bin] >= wanted && histogram[bin] > 0) {
        return low + (bin + (wanted - below) / histogram[bin]) / scale
      }
      below += histogram[bin]
    }
    return high
  })
}

/** `percentiles` of so many values counts each that has a multiple of this number. */
export function strideOf(count: number): number {
  return 2 * Math.floor(count / 250_000) + 1
}
