const digitBits = 11
const digits = 1 << digitBits

/** Where the half of a number with its sign and exponent lies. */
const highHalf = new Uint8Array(Uint32Array.of(1).buffer)[0]

/**
 * The positions of numbers from the smallest to the largest; equal ones stay in order, NaN is not expected. A radix
 * sort over the bits of the numbers (Terdiman 2000), about ten times as fast as one that compares. O(n).
 */
export function ascending(values: Float64Array): Uint32Array {
  const count = values.length
  const halves = new Uint32Array(values.slice().buffer)
  const low = new Uint32Array(count)
  const high = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const top = halves[2 * i + highHalf]
    // Numbers below zero are the larger the smaller their bits; -0 and 0 are the same.
    const flip = top >>> 31 ? 0xffffffff : 0
    const isZero = values[i] === 0
    low[i] = isZero ? 0 : halves[2 * i + 1 - highHalf] ^ flip
    high[i] = isZero ? 0x80000000 : top ^ (flip | 0x80000000)
  }
  let order = Uint32Array.from({ length: count }, (_, i) => i)
  let spare = new Uint32Array(count)
  for (const word of [low, high]) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      placeByDigit(word, shift, order, spare)
      ;[order, spare] = [spare, order]
    }
  }
  return order
}

/** One pass: `from` put into the order of the digits at `shift`, into `to`. */
function placeByDigit(word: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const places = new Uint32Array(digits + 1)
  for (let i = 0; i < word.length; i++) places[((word[i] >>> shift) & (digits - 1)) + 1]++
  for (let digit = 0; digit < digits; digit++) places[digit + 1] += places[digit]
  for (let i = 0; i < from.length; i++) {
    const digit = (word[from[i]] >>> shift) & (digits - 1)
    to[places[digit]++] = from[i]
  }
}
