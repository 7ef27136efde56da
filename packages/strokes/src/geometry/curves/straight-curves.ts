/**
 * A polyline, x0, y0, x1, y1 …, as cubic Béziers whose handles lie at the thirds of its sides: x0, y0, then two handles
 * and an end per side. A closed one goes back to its start.
 */
export function straightCurves(points: ArrayLike<number>, closed: boolean): number[] {
  const count = points.length / 2
  const out = [points[0], points[1]]
  for (let i = 1; i < count + (closed ? 1 : 0); i++) {
    const at = (i % count) * 2
    addSide(out, points[at], points[at + 1])
  }
  return out
}

/** Goes on from the end of such curves to (`x`, `y`) in a straight line. */
export function addSide(curves: number[], x: number, y: number): void {
  const [dx, dy] = [(x - curves[curves.length - 2]) / 3, (y - curves[curves.length - 1]) / 3]
  curves.push(x - 2 * dx, y - 2 * dy, x - dx, y - dy, x, y)
}
