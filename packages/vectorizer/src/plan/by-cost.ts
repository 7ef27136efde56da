const digitBits = 11
const digits = 2 ** digitBits

/** The numbers of these costs, cheapest first to within four millionths of their range; of equals the lower number (LSD radix sort). */
export function byCost(costs: Float64Array): Int32Array {
  const count = costs.length
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    if (costs[i] < least) least = costs[i]
    if (costs[i] > most) most = costs[i]
  }
  const scale = most > least ? (digits * digits - 1) / (most - least) : 0
  const keys = new Int32Array(count)
  for (let i = 0; i < count; i++) keys[i] = Math.floor((costs[i] - least) * scale)
  const byLow = sortedBy(keys, Int32Array.from(keys.keys()), 0)
  return sortedBy(keys, byLow, digitBits)
}

function sortedBy(keys: Int32Array, order: Int32Array, shift: number): Int32Array {
  const starts = new Int32Array(digits + 1)
  for (let i = 0; i < keys.length; i++) starts[((keys[i] >> shift) & (digits - 1)) + 1]++
  for (let digit = 0; digit < digits; digit++) starts[digit + 1] += starts[digit]
  const sorted = new Int32Array(keys.length)
  for (let i = 0; i < order.length; i++) {
    const digit = (keys[order[i]] >> shift) & (digits - 1)
    sorted[starts[digit]++] = order[i]
  }
  return sorted
}
