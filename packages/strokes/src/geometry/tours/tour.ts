/**
 * A round trip through strokes. Stroke `s` has the ends `2 s` and `2 s + 1`, so that `end ^ 1` is the other end of the
 * same stroke. A link is the way from the end where one stroke is left to the end where the next is entered.
 */
export type Tour = {
  /** The end at the other side of the link at this end. */
  partner(end: number): number
  /** Whether its stroke is left through this end, the way the trip now runs. */
  isExit(end: number): boolean
  /** The end through which the stroke at a place in the trip is entered; places count on around the trip. */
  entryAt(place: number): number
  /** The place of this end's stroke in the trip. */
  placeOf(end: number): number
  /** Whether `end` is of a stroke on the way between two others, both among them, the way that leaves out their links. */
  isBetween(end: number, a: number, b: number): boolean
  /** How many strokes `swapLinks(a, b)` would turn around. */
  span(a: number, b: number): number
  /**
   * Replaces the links at `a` and `b` by `a`–`b` and one between their partners, turning the shorter part of the trip
   * around. Both must be exits or both entries. `swapLinks(a, former partner of a)` takes it back.
   */
  swapLinks(a: number, b: number): void
}

/** The trip that enters strokes at these ends, one after the other, and then the first again. */
export function createTour(entries: Int32Array): Tour {
  const count = entries.length
  const at = Int32Array.from(entries)
  const places = new Int32Array(count)
  const partners = new Int32Array(2 * count)
  for (let i = 0; i < count; i++) {
    places[at[i] >> 1] = i
    link(at[i === 0 ? count - 1 : i - 1] ^ 1, at[i])
  }

  function link(a: number, b: number): void {
    partners[a] = b
    partners[b] = a
  }

  /** The place after the link at `a`, and how many strokes lie from there to the link at `b`. */
  function firstBetween(a: number): number {
    const i = places[a >> 1]
    if (at[i] === a) return i
    return i + 1 === count ? 0 : i + 1
  }

  function lengthBetween(a: number, b: number): number {
    const length = places[b >> 1] - places[a >> 1]
    return length < 0 ? length + count : length
  }

  function swapLinks(a: number, b: number): void {
    let i = firstBetween(a)
    let length = lengthBetween(a, b)
    if (2 * length > count) {
      i += length
      if (i >= count) i -= count
      length = count - length
    }
    let j = i + length - 1
    if (j >= count) j -= count
    for (let left = length >> 1; left > 0; left--) {
      const entry = at[i] ^ 1
      at[i] = at[j] ^ 1
      at[j] = entry
      places[at[i] >> 1] = i
      places[entry >> 1] = j
      i = i + 1 === count ? 0 : i + 1
      j = j === 0 ? count - 1 : j - 1
    }
    if (length & 1) at[i] ^= 1
    link(partners[a], partners[b])
    link(a, b)
  }

  return {
    partner: (end) => partners[end],
    isExit: (end) => at[places[end >> 1]] !== end,
    entryAt: (place) => at[((place % count) + count) % count],
    placeOf: (end) => places[end >> 1],
    isBetween(end, a, b) {
      // An entry begins the way onward from it, an exit ends the way up to it.
      const i = places[a >> 1]
      const isForward = at[i] === a
      const from = isForward ? i : places[b >> 1]
      const to = isForward ? places[b >> 1] : i
      const place = places[end >> 1]
      return from <= to ? from <= place && place <= to : from <= place || place <= to
    },
    span(a, b) {
      const length = lengthBetween(a, b)
      return 2 * length > count ? count - length : length
    },
    swapLinks,
  }
}
