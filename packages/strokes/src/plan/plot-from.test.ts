import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawingOf, filledDrawing, smallDrawing } from '../../testing/drawings.ts'
import { line, loop, pageStrokes } from '../../testing/strokes.ts'
import { devices } from '../devices/devices.ts'
import { areasOf, strokesOf } from '../geometry/marks.ts'
import { strokeLength } from '../geometry/polyline.ts'
import type { Drawing } from '../types.ts'
import { writeGcode } from '../write/gcode.ts'
import { writeHpgl } from '../write/hpgl.ts'
import { readDrawing, writeJson } from '../write/json.ts'
import { plotFrom } from './plot-from.ts'
import { drawingStats } from './time/stats.ts'
import { plotTimeline } from './time/walk.ts'

const inkOf = ({ layers }: Drawing) =>
  layers.flatMap(({ marks }) => strokesOf(marks)).reduce((sum, stroke) => sum + strokeLength(stroke), 0)
const pointsOf = ({ layers }: Drawing) =>
  layers.map(({ marks }) => strokesOf(marks).map(({ points }) => Array.from(points)))

test('what is drawn before and what is left are all the ink', () => {
  fc.assert(
    fc.property(pageStrokes(1), fc.integer({ min: 0, max: 99 }), (strokes, percent) => {
      const drawing = drawingOf(strokes)
      // Riding home is the end of a plot in which nothing is left to draw.
      const end = plotTimeline(drawing, devices['axidraw-v3']).at(-1) ?? 0
      fc.pre((drawingStats(drawing).plotSeconds * percent) / 100 < end)
      const { drawing: rest, before } = plotFrom(drawing, percent)
      expect(before.penDownMm + inkOf(rest)).toBeCloseTo(inkOf(drawing), 6)
      expect(strokesOf(rest.layers[0].marks).length + before.strokes).toBe(strokes.length)
    }),
  )
})

test('begins with the stroke that the pen was on its way to, or in the midst of it', () => {
  const drawing = drawingOf([
    line(10, 10, 20, 10),
    line(20, 20, 60, 20, 60, 30),
    loop(50, 50, 60, 50, 60, 60),
  ])
  const device = devices['axidraw-v3']
  const { plotSeconds } = drawingStats(drawing, device)
  const [, firstEnd = 0, secondBegin = 0, secondEnd = 0, thirdBegin = 0, thirdEnd = 0] = plotTimeline(
    drawing,
    device,
  )
  const restAt = (seconds: number) =>
    pointsOf(plotFrom(drawing, (seconds / plotSeconds) * 100, device).drawing)
  const [[, second, third]] = pointsOf(drawing)
  expect(restAt(0)).toEqual(pointsOf(drawing))
  expect(restAt((firstEnd + secondBegin) / 2)).toEqual([[second, third]])
  expect(restAt((secondBegin + secondEnd) / 2)).toEqual([[[45, 20, 60, 20, 60, 30].map(near), third]])
  // A loop that was begun is an open line back to its start.
  const [[cut]] = restAt(thirdBegin + 0.9 * (thirdEnd - thirdBegin))
  expect(cut?.slice(-2)).toEqual([50, 50])
  expect(() => restAt(thirdEnd + 1e-6)).toThrow('nothing left to draw at')
})

const near = (value: number) => expect.closeTo(value, 6)

test('pens that are done keep their numbers, in machine files and through JSON', () => {
  const device = devices['hp-7475a']
  const { plotSeconds, layers } = drawingStats(smallDrawing, device)
  const percent = (100 * (layers[0].plotSeconds + 0.01)) / plotSeconds
  const { drawing } = plotFrom(smallDrawing, percent, device)
  expect(drawing.layers[0]).toMatchObject({ marks: [], isDone: true })
  expect(writeHpgl(drawing, device).text).toMatch(/^IN;\n(PS\d+;\n)?SP2;/)
  expect(writeGcode(drawing).text).toContain('(Pen 2 Red)')
  expect(writeGcode(drawing).text).not.toContain('Black')
  expect(readDrawing(writeJson(drawing))).toEqual(drawing)
})

test('areas of a layer that was begun are drawn as the strokes they have', () => {
  const { drawing } = plotFrom(filledDrawing, 40)
  expect(areasOf(drawing.layers[0].marks)).toEqual([])
})
