import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/**
 * Thins marks to lines one pixel wide that keep their connections and ends, in place. Guo & Hall 1989 with a lookup
 * table, only over pixels around which something changes; then corner pixels that no connection needs are taken off, so that a walk
 * along a line never meets a choice where there is no branch. The border must be empty.
 */
export async function thin(
  marks: Uint8Array,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<void> {
  // Per half pass what to look at: pixels around which something changed since the last look, as `pending` remembers.
  const most = marks.reduce((sum, mark) => sum + mark, 0)
  const waiting = [new Int32Array(most), new Int32Array(most)]
  const counts = [0, 0]
  const pending = new Uint8Array(width * height)
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      // With all four sides taken no half pass may take it away.
      if (!marks[i] || marks[i - 1] & marks[i + 1] & marks[i - width] & marks[i + width]) continue
      waiting[0][counts[0]++] = i
      waiting[1][counts[1]++] = i
      pending[i] = 3
    }
    await pace(width * 3)
  }
  let looked = new Int32Array(most)
  const steps = Int32Array.of(-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
  for (let pass = 0; counts[0] + counts[1] > 0; pass ^= 1) {
    ;[looked, waiting[pass]] = [waiting[pass], looked]
    const count = counts[pass]
    counts[pass] = 0
    const gone = removed(marks, width, removable[pass], looked, count, pending, 1 << pass)
    for (let k = 0; k < gone; k++) marks[looked[k]] = 0
    for (let k = 0; k < gone; k++) {
      for (let s = 0; s < 8; s++) {
        const near = looked[k] + steps[s]
        if (!marks[near] || pending[near] === 3) continue
        if (!(pending[near] & 1)) waiting[0][counts[0]++] = near
        if (!(pending[near] & 2)) waiting[1][counts[1]++] = near
        pending[near] = 3
      }
    }
    await pace(count * 8 + gone * 20)
  }
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++)
      if (marks[i] && corner[ring(marks, i, width)]) marks[i] = 0
  }
}

/** Moves those of the pixels that may go to the front of `looked`, and answers how many they are. */
function removed(
  marks: Uint8Array,
  width: number,
  table: Uint8Array,
  looked: Int32Array,
  count: number,
  pending: Uint8Array,
  bit: number,
): number {
  let gone = 0
  for (let k = 0; k < count; k++) {
    const i = looked[k]
    pending[i] &= ~bit
    if (marks[i] && table[ring(marks, i, width)]) looked[gone++] = i
  }
  return gone
}

/** The eight neighbours as bits, clockwise from the upper left: p2 … p9 of the papers begin at bit 1. */
function ring(marks: Uint8Array, i: number, width: number): number {
  return (
    marks[i - width - 1] |
    (marks[i - width] << 1) |
    (marks[i - width + 1] << 2) |
    (marks[i + 1] << 3) |
    (marks[i + width + 1] << 4) |
    (marks[i + width] << 5) |
    (marks[i + width - 1] << 6) |
    (marks[i - 1] << 7)
  )
}

/** For both half passes of Guo & Hall: may a pixel with this ring go? */
const removable = [0, 1].map((pass) =>
  Uint8Array.from({ length: 256 }, (_, bits) => {
    const [p9, p2, p3, p4, p5, p6, p7, p8] = Array.from({ length: 8 }, (_, bit) => (bits >> bit) & 1)
    const branches = (~p2 & (p3 | p4)) + (~p4 & (p5 | p6)) + (~p6 & (p7 | p8)) + (~p8 & (p9 | p2))
    const pairs = Math.min(
      (p9 | p2) + (p3 | p4) + (p5 | p6) + (p7 | p8),
      (p2 | p3) + (p4 | p5) + (p6 | p7) + (p8 | p9),
    )
    const side = pass === 0 ? (p2 | p3 | (p5 ^ 1)) & p4 : (p6 | p7 | (p9 ^ 1)) & p8
    return branches === 1 && pairs >= 2 && pairs <= 3 && side === 0 ? 1 : 0
  }),
)

/**
 * The inner pixel of a step: two side neighbours meet at it, which touch each other, and the three pixels across from
 * them are empty, so whatever else is set hangs on one of the two.
 */
const corner = Uint8Array.from({ length: 256 }, (_, bits) => {
  const at = (bit: number) => (bits >> (bit & 7)) & 1
  const isStep = (side: number) => at(side) && at(side + 2) && !at(side + 4) && !at(side + 5) && !at(side + 6)
  return [1, 3, 5, 7].some(isStep) ? 1 : 0
})
