import type { Pen, Stroke } from '@plotline/strokes'

import type { Marks } from '../../cost-marks.ts'

/** Dots hardly wider than the pen are set down with this much of a movement, so that every machine draws something. */
const tapMm = 0.06
/** Turns of a spiral lie this share of the pen's width apart, so that no paper shows between them. */
const overlap = 0.85

/** The diameter of a disk with the area of the smallest dot a pen makes. */
export function smallestDot(penMm: number): number {
  return Math.sqrt(penMm * penMm + (4 / Math.PI) * penMm * tapMm)
}

/**
 * One round dot, `diameterMm` from rim to rim, as one stroke of a pen: a tap, a ring whose inside the pen closes, or a
 * spiral outwards with a ring around it. `angle` is where it begins, in radians.
 */
export function dotStroke(x: number, y: number, diameterMm: number, penMm: number, angle: number): Stroke {
  const radius = (diameterMm - penMm) / 2
  if (diameterMm <= smallestDot(penMm) + 1e-9 || radius < tapMm / 2) {
    const dx = (Math.cos(angle) * tapMm) / 2
    const dy = (Math.sin(angle) * tapMm) / 2
    return { points: Float64Array.of(x - dx, y - dy, x + dx, y + dy), closed: false }
  }
  if (radius <= penMm * 0.5) return { points: arc(x, y, radius, radius, angle, 1), closed: true }
  const start = penMm * 0.4
  const turns = Math.max(1, Math.ceil((radius - start) / (penMm * overlap)))
  const spiral = arc(x, y, start, radius, angle, turns)
  const ring = arc(x, y, radius, radius, angle, 1)
  const points = new Float64Array(spiral.length + ring.length + 2)
  points.set(spiral)
  points.set(ring, spiral.length)
  points.set(ring.subarray(0, 2), spiral.length + ring.length)
  return { points, closed: false }
}

/** The marks that so many dots are which lay this much ink together. */
export function countDotted([pen]: readonly Pen[], count: number, inkMm2: number): Marks {
  const diameterMm = Math.sqrt(inkMm2 / Math.max(1, count) / (Math.PI / 4))
  const points = count * (dotStroke(0, 0, diameterMm, pen.widthMm, 0).points.length / 2)
  return { strokes: count, points, laid: points }
}

/** A row of points around a center, the radius growing evenly; whole turns, the last point left to what follows. */
function arc(x: number, y: number, from: number, to: number, angle: number, turns: number): Float64Array {
  const perTurn = Math.min(32, Math.max(7, Math.ceil(5 + to * 8)))
  const count = perTurn * turns
  // A polygon with corners on the circle is smaller than it; this one has its area.
  const grow = Math.sqrt((2 * Math.PI) / perTurn / Math.sin((2 * Math.PI) / perTurn))
  const points = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) {
    const turn = angle + (i / perTurn) * 2 * Math.PI
    const radius = (from + ((to - from) * i) / count) * grow
    points[i * 2] = x + Math.cos(turn) * radius
    points[i * 2 + 1] = y + Math.sin(turn) * radius
  }
  return points
}
