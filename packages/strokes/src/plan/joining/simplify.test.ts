import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latticeStrokes, line, loop, pageStrokes } from '../../../testing/strokes.ts'
import type { Stroke } from '../../types.ts'
import { simplifyStrokes } from './simplify.ts'

function distanceTo({ points, closed }: Stroke, x: number, y: number): number {
  const count = points.length / 2
  let best = Math.hypot(points[0] - x, points[1] - y)
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count
    const dx = points[j * 2] - points[i * 2]
    const dy = points[j * 2 + 1] - points[i * 2 + 1]
    const square = dx * dx + dy * dy
    const along = ((x - points[i * 2]) * dx + (y - points[i * 2 + 1]) * dy) / (square || 1)
    const at = Math.min(1, Math.max(0, along))
    best = Math.min(best, Math.hypot(points[i * 2] + at * dx - x, points[i * 2 + 1] + at * dy - y))
  }
  return best
}

describe('simplifyStrokes', () => {
  test.each([
    { name: 'drops what lies on the line', stroke: line(0, 0, 5, 0.01, 10, 0), points: [0, 0, 10, 0] },
    { name: 'keeps a corner', stroke: line(0, 0, 5, 5, 10, 0), points: [0, 0, 5, 5, 10, 0] },
    { name: 'keeps a spike that turns back', stroke: line(0, 0, 9, 0, 3, 0), points: [0, 0, 9, 0, 3, 0] },
    {
      name: 'keeps the corners of a loop',
      stroke: loop(0, 0, 5, 0, 10, 0, 10, 5, 10, 10, 0, 10),
      points: [0, 0, 10, 0, 10, 10, 0, 10],
    },
    { name: 'keeps a dot', stroke: line(1, 2), points: [1, 2] },
  ])('$name', ({ stroke, points }) => {
    expect([...simplifyStrokes([stroke], 0.1)[0].points]).toEqual(points)
  })

  test('turns a loop thinner than the tolerance into a line', () => {
    const [simple] = simplifyStrokes([loop(0, 0, 10, 0.01, 20, 0, 10, -0.01)], 0.1)
    expect(simple).toEqual(line(0, 0, 20, 0))
  })

  test('stays within the tolerance, keeps ends, and changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.oneof(latticeStrokes(), pageStrokes()),
        fc.constantFrom(0.05, 1, 30),
        (strokes, tolerance) => {
          const simple = simplifyStrokes(strokes, tolerance)
          expect(simplifyStrokes(simple, tolerance)).toEqual(simple)
          for (const [i, { points, closed }] of strokes.entries()) {
            expect([...simple[i].points.slice(0, 2)]).toEqual([...points.slice(0, 2)])
            if (!closed) expect([...simple[i].points.slice(-2)]).toEqual([...points.slice(-2)])
            for (let j = 0; j < points.length; j += 2) {
              expect(distanceTo(simple[i], points[j], points[j + 1])).toBeLessThanOrEqual(tolerance + 1e-9)
            }
          }
        },
      ),
    )
  })
})
