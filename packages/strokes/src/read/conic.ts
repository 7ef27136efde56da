import type { Matrix } from './matrix.ts'
import { arcPieces, arcShare, type PolylineBuilder } from './polylines.ts'

/** An ellipse by its center and two conjugate radii, u and v: `center + u cos t + v sin t`. Any affine map keeps that. */
export type Conic = {
  readonly x: number
  readonly y: number
  readonly ux: number
  readonly uy: number
  readonly vx: number
  readonly vy: number
}

export function circleAt(x: number, y: number, radius: number): Conic {
  return { x, y, ux: radius, uy: 0, vx: 0, vy: radius }
}

/** A hand that draws in coordinates of its own, which the matrix puts onto the sheet. */
export type Hand = {
  move(x: number, y: number): void
  line(x: number, y: number): void
  cubic(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
  /** Along an ellipse from where the pen is: from one parameter to another, in radians. */
  arc(conic: Conic, from: number, to: number): void
  close(): void
}

/** `flatness` is that of the builder, in its unit: arcs become Béziers that stay closer than that. */
export function createHand(builder: PolylineBuilder, [a, b, c, d, e, f]: Matrix, flatness: number): Hand {
  const placeX = (x: number, y: number) => a * x + c * y + e
  const placeY = (x: number, y: number) => b * x + d * y + f
  const cubic: Hand['cubic'] = (x1, y1, x2, y2, x, y) =>
    builder.cubic(placeX(x1, y1), placeY(x1, y1), placeX(x2, y2), placeY(x2, y2), placeX(x, y), placeY(x, y))
  return {
    move: (x, y) => builder.move(placeX(x, y), placeY(x, y)),
    line: (x, y) => builder.line(placeX(x, y), placeY(x, y)),
    cubic,
    arc({ x, y, ux, uy, vx, vy }, from, to) {
      const radius =
        Math.hypot(a * ux + c * uy, b * ux + d * uy) + Math.hypot(a * vx + c * vy, b * vx + d * vy)
      const pieces = arcPieces(to - from, radius, flatness * arcShare)
      const step = (to - from) / pieces
      const reach = (4 / 3) * Math.tan(step / 4)
      for (let i = 0; i < pieces; i++) {
        const [s, t] = [from + i * step, from + (i + 1) * step]
        const [c0, s0, c1, s1] = [Math.cos(s), Math.sin(s), Math.cos(t), Math.sin(t)]
        const at = (p: number, q: number): [number, number] => [x + ux * p + vx * q, y + uy * p + vy * q]
        cubic(...at(c0 - reach * s0, s0 + reach * c0), ...at(c1 + reach * s1, s1 - reach * c1), ...at(c1, s1))
      }
    },
    close: () => builder.close(),
  }
}
