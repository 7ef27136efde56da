/** The ends of the strokes a trip goes through, numbered as in `Tour`. */
export type Trip = {
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** The end through which each stroke is entered as the trip stands. */
  readonly entries: Int32Array
  /** An end as near to one place as to any other, so that the round is open there; `anywhere ^ 1` is where it begins. */
  readonly anywhere: number
  /** What a way of so many mm costs, growing with it; its length unless given. */
  readonly cost?: (mm: number) => number
}

/** What the ways between the strokes of a trip cost when they are entered through these ends. */
export function tripLength(
  { xs, ys, anywhere, cost = (mm) => mm }: Omit<Trip, 'entries'>,
  entries: Int32Array,
): number {
  let length = 0
  for (let i = 0; i < entries.length; i++) {
    const exit = entries[i] ^ 1
    const entry = entries[i + 1 === entries.length ? 0 : i + 1]
    if (exit === anywhere || entry === anywhere) continue
    length += cost(Math.hypot(xs[exit] - xs[entry], ys[exit] - ys[entry]))
  }
  return length
}
