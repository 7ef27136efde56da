/** How a line leaves one of its ends: the last sure place, in pixels, and the unit direction outwards. */
export type Leaving = {
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}

/** How much a stroke turns that goes out at `a`, straight over to `b` and in there, in radians. */
export function turnBetween(a: Leaving, b: Leaving): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = Math.sqrt(dx * dx + dy * dy)
  const direct = Math.acos(Math.min(1, Math.max(-1, -(a.dx * b.dx + a.dy * b.dy))))
  // Ends that all but touch have no direction between them.
  if (length < 1.5) return direct
  const leave = Math.acos(Math.min(1, Math.max(-1, (a.dx * dx + a.dy * dy) / length)))
  const arrive = Math.acos(Math.min(1, Math.max(-1, -(b.dx * dx + b.dy * dy) / length)))
  return Math.max(direct, leave + arrive)
}
