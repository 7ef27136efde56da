/**
 * The points, ascending, at which a line turns most within `reach` points to both sides, where the cosine of that turn
 * is below `cosine`. `points` is x0, y0, x1, y1 …, evenly spaced, of which the first `count` are looked at; a closed one
 * goes on from its last to its first.
 */
export function findCorners(
  points: Float64Array,
  count: number,
  closed: boolean,
  reach: number,
  cosine: number,
): number[] {
  if (count < 2 * reach + 1) return []
  const bend = new Float64Array(count).fill(1)
  const first = closed ? 0 : reach
  for (let i = first; i < count - first; i++) {
    const a = ((i - reach + count) % count) * 2
    const b = ((i + reach) % count) * 2
    const ux = points[i * 2] - points[a]
    const uy = points[i * 2 + 1] - points[a + 1]
    const vx = points[b] - points[i * 2]
    const vy = points[b + 1] - points[i * 2 + 1]
    const lengths = Math.sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy))
    bend[i] = lengths > 0 ? (ux * vx + uy * vy) / lengths : 1
  }
  const corners: number[] = []
  for (let i = first; i < count - first; i++) {
    if (bend[i] > cosine) continue
    let isSharpest = true
    for (let j = 1; j <= reach && isSharpest; j++) {
      // Of equals the first is the corner.
      if (bend[(i + j) % count] < bend[i] || bend[(i - j + count) % count] <= bend[i]) isSharpest = false
    }
    if (isSharpest) corners.push(i)
  }
  return corners
}
