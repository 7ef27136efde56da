/** Lines per pixel at which an area is measured; along them it is measured exactly. */
const linesPerPx = 5

/**
 * Adds to `coverage` the share of each pixel that lies inside an odd number of the contours: closed polylines in px,
 * x0, y0, x1, y1 … without the start repeated.
 */
export function coverArea(
  contours: readonly Float64Array[],
  coverage: Float32Array,
  width: number,
  height: number,
): void {
  const rows: number[][] = []
  for (const points of contours) {
    const count = points.length / 2
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count
      addCrossings(points[i * 2], points[i * 2 + 1], points[j * 2], points[j * 2 + 1], rows, height)
    }
  }
  for (const [line, crossings] of rows.entries()) {
    if (!crossings) continue
    crossings.sort((a, b) => a - b)
    const row = Math.floor(line / linesPerPx) * width
    for (let k = 0; k + 1 < crossings.length; k += 2)
      coverSpan(coverage, row, width, crossings[k], crossings[k + 1])
  }
}

/** Where a side of a contour crosses the lines that are measured, each line owning its upper end. */
function addCrossings(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  rows: number[][],
  height: number,
): void {
  if (ay === by) return
  const [x0, y0, x1, y1] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay]
  const first = Math.max(0, Math.ceil(y0 * linesPerPx - 0.5))
  const last = Math.min(height * linesPerPx - 1, Math.ceil(y1 * linesPerPx - 0.5) - 1)
  const slope = (x1 - x0) / (y1 - y0)
  for (let line = first; line <= last; line++) {
    const x = x0 + ((line + 0.5) / linesPerPx - y0) * slope
    const crossings = rows[line]
    if (crossings) crossings.push(x)
    else rows[line] = [x]
  }
}

function coverSpan(coverage: Float32Array, row: number, width: number, from: number, to: number): void {
  const start = Math.max(0, from)
  const end = Math.min(width, to)
  if (end <= start) return
  const first = Math.floor(start)
  const last = Math.min(width - 1, Math.floor(end))
  const share = 1 / linesPerPx
  if (first === last) {
    coverage[row + first] += (end - start) * share
    return
  }
  coverage[row + first] += (first + 1 - start) * share
  for (let x = first + 1; x < last; x++) coverage[row + x] += share
  coverage[row + last] += (end - last) * share
}
