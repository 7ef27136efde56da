import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawingOf } from '../../../testing/drawings.ts'
import { line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { devices } from '../../devices/devices.ts'
import { fitArcs } from '../../geometry/curves/fit-arcs.ts'
import type { Stroke } from '../../types.ts'
import { writeGcode } from '../gcode.ts'

/** Points along the moves of a program, close enough together to measure by. */
function walk(text: string): [number, number][] {
  const seen: [number, number][] = []
  let [x, y] = [0, 0]
  for (const [, code, toX, toY, i, j] of text.matchAll(
    /^G([0-3]) X(-?[\d.]+) Y(-?[\d.]+)(?: I(-?[\d.]+) J(-?[\d.]+))?/gm,
  )) {
    const [endX, endY] = [Number(toX), Number(toY)]
    if (code === '2' || code === '3') {
      const [cx, cy] = [x + Number(i), y + Number(j)]
      const radius = Math.hypot(x - cx, y - cy)
      // GRBL 1.1 refuses an arc without a center, and one whose ends lie on different circles (its errors 35 and 33).
      expect(radius).toBeGreaterThan(0)
      const off = Math.abs(Math.hypot(endX - cx, endY - cy) - radius)
      expect(off <= 0.005 || (off <= 0.5 && off <= 0.001 * radius)).toBe(true)
      const from = Math.atan2(y - cy, x - cx)
      const full = 2 * Math.PI
      const way = Math.atan2(endY - cy, endX - cx) - from
      const turn = code === '3' ? ((way % full) + full) % full : ((way % full) - full) % full
      for (let k = 0; k < 40; k++) {
        const angle = from + (turn * k) / 40
        seen.push([cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)])
      }
    }
    seen.push([endX, endY])
    ;[x, y] = [endX, endY]
  }
  return seen
}

function circle(radius: number, steps: number): Stroke {
  const points = Array.from({ length: steps }, (_, i) => {
    const angle = (2 * Math.PI * i) / steps
    return [50 + radius * Math.cos(angle), 40 + radius * Math.sin(angle)]
  })
  return loop(...points.flat())
}

test('a circle is a few arcs, for the machine that takes them, and lines for the one that does not', () => {
  const { text } = writeGcode(drawingOf([circle(20, 120)]), devices['grbl-servo'])
  const arcs = text.match(/^G[23] .*/gm) ?? []
  expect(arcs.length).toBeGreaterThan(0)
  expect(arcs.length).toBeLessThanOrEqual(3)
  expect(text.match(/^G1 X/gm) ?? []).toEqual([])
  for (const [x, y] of walk(text).slice(1, -1)) expect(Math.hypot(x - 50, y - 40)).toBeCloseTo(20, 1)
  const { text: straight } = writeGcode(drawingOf([circle(20, 120)]), devices['marlin-pen'])
  expect(straight).not.toMatch(/^G[23] /m)
  expect(straight.match(/^G1 X/gm)).toHaveLength(120)
})

test.each([1, 2, 3, 4, 5])(
  'with %i decimals every arc is one that the controller takes, small ones and large',
  (decimals) => {
    const grbl = devices['grbl-servo']
    if (grbl.dialect.format !== 'gcode') throw new Error('expected a machine of G-code')
    const device = { ...grbl, dialect: { ...grbl.dialect, decimals } }
    const radii = [0.3, 0.5, 0.8, 1.3, 2, 3.4, 5, 8.1, 13, 21.7, 34]
    for (const radius of radii) {
      const { text } = writeGcode(drawingOf([circle(radius, 240)]), device)
      const unit = 10 ** -decimals
      for (const [x, y] of walk(text).slice(1, -1)) {
        expect(Math.abs(Math.hypot(x - 50, y - 40) - radius)).toBeLessThan(0.02 + unit)
      }
      if (decimals >= 3 && radius >= 2) expect(text).toMatch(/^G[23] /m)
    }
  },
)

test('corners and straight runs stay lines', () => {
  const points = Float64Array.of(0, 0, 10, 0, 20, 0, 30, 0, 30, 10, 30, 20, 0, 20)
  expect(fitArcs(points, { tolerance: 0.01, decimals: 3 }).every(({ arc }) => arc === undefined)).toBe(true)
})

test('whatever is drawn, arcs keep to it and go through it in order', () => {
  const bumps = fc
    .array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 4, maxLength: 60 })
    .map((turns) => {
      let [x, y, angle] = [50, 40, 0]
      const points = [x, y]
      for (const turn of turns) {
        angle += turn
        x += 0.6 * Math.cos(angle)
        y += 0.6 * Math.sin(angle)
        points.push(x, y)
      }
      return [line(...points)]
    })
  fc.assert(
    fc.property(fc.oneof(bumps, pageStrokes(4)), (strokes) => {
      for (const { points } of strokes) {
        const moves = fitArcs(points, { tolerance: 0.01, decimals: 4 })
        expect(moves.length).toBeLessThanOrEqual(Math.max(0, points.length / 2 - 1))
        let [x, y, vertex] = [points[0], points[1], 0]
        for (const move of moves) {
          const first = vertex
          do vertex++
          while (points[vertex * 2] !== move.x || points[vertex * 2 + 1] !== move.y)
          for (let i = first; move.arc && i <= vertex; i++) {
            const { cx, cy } = move.arc
            const radius = Math.hypot(x - cx, y - cy)
            const off = Math.hypot(points[i * 2] - cx, points[i * 2 + 1] - cy) - radius
            expect(Math.abs(off)).toBeLessThan(0.0101)
          }
          ;[x, y] = [move.x, move.y]
        }
      }
    }),
  )
})

test('a laser gets up to speed before a line and slows down after it, unlit, and stays on its bed', () => {
  const { text } = writeGcode(
    drawingOf([line(10, 10, 20, 10), line(399, 10, 400, 10)]),
    devices['grbl-laser'],
  )
  expect(text).toContain('G0 X8 Y70\nG1 X10 Y70 F1500\nS600\nG1 X20 Y70 F1500\nS0\nG1 X22 Y70 F1500\n')
  expect(text).toContain('G1 X400 Y70 F1500\nS0\nG1 X400 Y70 F1500\n')
})
