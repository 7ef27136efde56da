import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../../testing/drawings.ts'
import { line, pageStrokes } from '../../../testing/strokes.ts'
import { devices } from '../../devices/devices.ts'
import type { Device } from '../../devices/schema.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { moveSeconds, strokeSeconds } from './machine-time.ts'
import { drawingStats } from './stats.ts'
import { plotTimeline } from './walk.ts'

const motion = { speedMmPerS: 50, accelerationMmPerS2: 200 }

describe('time', () => {
  test.each([
    // 50 mm/s is reached after 0.25 s and 6.25 mm.
    { name: 'a long move cruises', lengthMm: 112.5, seconds: 0.25 + 2 + 0.25 },
    { name: 'a short move never reaches full speed', lengthMm: 2, seconds: 2 * Math.sqrt(2 / 200) },
    { name: 'no move, no time', lengthMm: 0, seconds: 0 },
  ])('$name', ({ lengthMm, seconds }) => {
    expect(moveSeconds(lengthMm, motion)).toBeCloseTo(seconds, 9)
    expect(strokeSeconds(line(0, 0, lengthMm, 0), motion, 0.1)).toBeCloseTo(seconds, 9)
  })

  test('points along a line cost nothing, a turn back costs a stop', () => {
    const straight = strokeSeconds(line(0, 0, 100, 0), motion, 0.1)
    expect(strokeSeconds(line(0, 0, 3, 0, 50, 0, 50, 0, 100, 0), motion, 0.1)).toBeCloseTo(straight, 9)
    expect(strokeSeconds(line(0, 0, 100, 0, 0, 0), motion, 0.1)).toBeCloseTo(2 * straight, 9)
  })

  test('agrees with a simulation in small steps', () => {
    fc.assert(
      fc.property(pageStrokes(1), (strokes) => {
        for (const stroke of strokes) {
          const planned = strokeSeconds(stroke, motion, 0.127)
          expect(Math.abs(planned - simulate(stroke.points, stroke.closed))).toBeLessThan(
            0.02 * planned + 0.02,
          )
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a stroke takes no less than at full speed and no more than stopping at each point', () => {
    fc.assert(
      fc.property(pageStrokes(3), (strokes) => {
        for (const stroke of strokes) {
          const { points, closed } = stroke
          const planned = strokeSeconds(stroke, motion, 0.127)
          let stopping = 0
          let length = 0
          for (let i = 2; i < points.length + (closed ? 2 : 0); i += 2) {
            const j = i % points.length
            const side = Math.hypot(points[j] - points[i - 2], points[j + 1] - points[i - 1])
            stopping += moveSeconds(side, motion)
            length += side
          }
          expect(planned).toBeLessThanOrEqual(stopping + 1e-9)
          expect(planned).toBeGreaterThanOrEqual(length / motion.speedMmPerS - 1e-9)
        }
      }),
    )
  })
})

/** Time along the fastest speed profile, found by relaxing it over short pieces of the way: slow and plain. */
function simulate(points: Float64Array, closed: boolean): number {
  const stepMm = 0.05
  const limits: number[] = [0]
  const sides: { ux: number; uy: number; length: number }[] = []
  for (let i = 2; i < points.length + (closed ? 2 : 0); i += 2) {
    const j = i % points.length
    const [dx, dy] = [points[j] - points[i - 2], points[j + 1] - points[i - 1]]
    const length = Math.hypot(dx, dy)
    if (length > 1e-9) sides.push({ ux: dx / length, uy: dy / length, length })
  }
  const steps: number[] = []
  for (const [i, side] of sides.entries()) {
    // Between two turns back even the shortest side is begun and ended at rest: it takes two steps.
    const count = Math.max(2, Math.ceil(side.length / stepMm))
    for (let k = 1; k <= count; k++) {
      steps.push(side.length / count)
      limits.push(motion.speedMmPerS)
    }
    const next = sides[i + 1]
    if (!next) continue
    const half = Math.acos(Math.min(1, Math.max(-1, side.ux * next.ux + side.uy * next.uy))) / 2
    const sine = Math.cos(half)
    const corner = sine > 0.999999 ? motion.speedMmPerS : Math.sqrt((200 * 0.127 * sine) / (1 - sine))
    limits[limits.length - 1] = Math.min(corner, motion.speedMmPerS)
  }
  limits[limits.length - 1] = 0
  for (let i = steps.length - 1; i >= 0; i--)
    limits[i] = Math.min(limits[i], Math.sqrt(limits[i + 1] ** 2 + 400 * steps[i]))
  let seconds = 0
  for (let i = 0; i < steps.length; i++) {
    limits[i + 1] = Math.min(limits[i + 1], Math.sqrt(limits[i] ** 2 + 400 * steps[i]))
    seconds += (2 * steps[i]) / (limits[i] + limits[i + 1])
  }
  return seconds
}

describe('drawingStats', () => {
  test('counts strokes, points, ink and travel per pen', () => {
    const stats = drawingStats(smallDrawing)
    expect(stats).toMatchObject({ strokes: 3, points: 7 })
    expect(stats.layers.map(({ strokes, points }) => [strokes, points])).toEqual([
      [2, 4],
      [1, 3],
    ])
    expect(stats.layers[0].penDownMm).toBeCloseTo(30.5, 9)
    expect(stats.layers[0].penUpMm).toBeCloseTo(Math.hypot(10, 10) + Math.hypot(29.5, 10), 9)
    expect(stats.penUpMm).toBeCloseTo(stats.layers[0].penUpMm + stats.layers[1].penUpMm, 9)
    expect(stats.plotSeconds).toBeCloseTo(stats.layers[0].plotSeconds + stats.layers[1].plotSeconds, 9)
    for (const { plotSeconds } of stats.layers) expect(plotSeconds).toBeGreaterThan(0)
  })

  test('adds pen lifts, and changes only between layers that draw', () => {
    const device = devices['axidraw-v3']
    const one = drawingStats(drawingOf([line(0, 0, 10, 0)]), device).plotSeconds
    const [drawn, home] = [moveSeconds(10, device.draw), moveSeconds(10, device.travel)]
    expect(one).toBeCloseTo(drawn + device.penUpS + device.penDownS + home, 9)
    const empty = { ...smallDrawing.layers[0], marks: [] }
    const drawing = drawingOf([line(0, 0, 10, 0)])
    expect(drawingStats({ ...drawing, layers: [...drawing.layers, empty] }, device).plotSeconds).toBeCloseTo(
      one,
      9,
    )
  })
})

describe('the ride home', () => {
  const drawing = drawingOf([line(0, 0, 40, 30)])
  const { widthMm, heightMm } = drawing.sheet
  const secondsOn = (device: Device) => {
    const { penDownS, penUpS, draw, travel, junctionDeviationMm } = device
    const { penUpMm, plotSeconds } = drawingStats(drawing, device)
    const drawn = strokeSeconds(strokesOf(drawing.layers[0].marks)[0], draw, junctionDeviationMm)
    return plotSeconds - moveSeconds(penUpMm, travel) - drawn - penDownS - penUpS
  }
  const endingIn = (...end: string[]): Device => {
    const { dialect } = devices['grbl-z']
    if (dialect.format !== 'gcode') throw new Error('expected G-code')
    return { ...devices['grbl-z'], dialect: { ...dialect, end } }
  }

  test('goes back to the corner where software for SVG parks', () => {
    const device = devices['axidraw-v3']
    expect(secondsOn(device)).toBeCloseTo(moveSeconds(50, device.travel), 9)
  })

  test.each([
    { end: ['G0 X0 Y0', 'M2'], wayMm: Math.hypot(40, heightMm - 30) },
    { end: ['G0 Z5 F1200', 'g00x0', 'G1 Y0 (home)', 'M84 X Y'], wayMm: Math.hypot(40, heightMm - 30) },
    { end: ['G90 G0 X0 Y0'], wayMm: Math.hypot(40, heightMm - 30) },
    { end: ['N10 G1 X0', 'N20 Y0'], wayMm: Math.hypot(40, heightMm - 30) },
    { end: ['G91.1', 'G0 X0 Y0'], wayMm: Math.hypot(40, heightMm - 30) },
    { end: ['G10 L2 X5 Y5'], wayMm: 0 },
    { end: ['G28'], wayMm: Math.hypot(40, heightMm - 30) },
    { end: ['G28 Z'], wayMm: 0 },
    { end: ['G0 Y200'], wayMm: 200 - (heightMm - 30) },
    { end: ['M5', 'M2', '; G0 X0 Y0'], wayMm: 0 },
    { end: ['G91', 'G0 X-10'], wayMm: 0 },
  ])('goes where the program ends: $end', ({ end, wayMm }) => {
    const device = endingIn(...end)
    expect(secondsOn(device)).toBeCloseTo(moveSeconds(Math.abs(wayMm), device.travel), 9)
  })

  test('begins and ends at zero of a sheet that is laid on its side', () => {
    const device = { ...endingIn('G0 X0 Y0'), bed: { widthMm: heightMm, heightMm: widthMm } }
    const wayMm = widthMm === heightMm ? Math.hypot(40, heightMm - 30) : 50
    expect(secondsOn(device)).toBeCloseTo(moveSeconds(wayMm, device.travel), 9)
  })

  test('is none on a plotter that puts its pen away, and for nothing drawn', () => {
    expect(secondsOn(devices['hp-7475a'])).toBeCloseTo(0, 9)
    expect(drawingStats(drawingOf([]), devices['grbl-z']).plotSeconds).toBe(0)
  })
})

test('the timeline and the ride home end when the estimate says, each stroke after the one before', () => {
  fc.assert(
    fc.property(pageStrokes(1), pageStrokes(1), (first, second) => {
      const [one, two] = [drawingOf(first), drawingOf(second, 'Red 0.5')]
      const drawing = { ...one, layers: [...one.layers, ...two.layers] }
      const device = devices['axidraw-v3']
      const times = plotTimeline(drawing, device)
      expect(times.length).toBe(2 * (first.length + second.length))
      for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThanOrEqual(times[i - 1] ?? 0)
      const last = [...first, ...second].findLast(({ points }) => points.length > 0)
      const [x = 0, y = 0] = last?.points.slice(last.closed ? 0 : -2) ?? []
      const home = moveSeconds(Math.hypot(x, y), device.travel)
      expect((times.at(-1) ?? 0) + home).toBeCloseTo(drawingStats(drawing, device).plotSeconds, 6)
    }),
  )
})
