import { type Pace, unpaced } from '../raster/pace.ts'

/**
 * Thins marks to lines one pixel wide that keep their connections and ends, in place. Guo & Hall 1989 with a lookup
 * table, only over pixels that still change; then corner pixels that no connection needs are taken off, so that a walk
 * along a line never meets a choice where there is no branch. The border must be empty.
 */
export async function thin(
  marks: Uint8Array,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<void> {
  let live: number[] = []
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) if (marks[i]) live.push(i)
  }
  await pace(width * height)
  for (let quiet = 0, pass = 0; quiet < 2; pass ^= 1) {
    const table = removable[pass]
    const gone = live.filter((i) => table[ring(marks, i, width)])
    for (const i of gone) marks[i] = 0
    quiet = gone.length === 0 ? quiet + 1 : 0
    await pace(live.length * 10)
    if (gone.length > 0) live = live.filter((i) => marks[i])
  }
  for (const i of live) if (corner[ring(marks, i, width)]) marks[i] = 0
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
