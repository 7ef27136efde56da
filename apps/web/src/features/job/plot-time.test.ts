import { type Drawing, devices, drawingStats } from '@plotline/strokes'
import { expect, test } from 'vitest'
import { shippedDevices } from '../machine/device-list.ts'
import { plotTimeOf } from './plot-time.ts'

const drawing: Drawing = {
  meta: { style: 'lines', seed: 1 },
  sheet: { widthMm: 210, heightMm: 297, marginMm: 10, paperColor: '#ffffff' },
  layers: [
    {
      pen: { name: 'Black', color: '#000000', widthMm: 0.3 },
      marks: [{ points: Float64Array.of(10, 10, 200, 10, 200, 280), closed: false }],
    },
  ],
}
const result = drawingStats(drawing)

test('without strokes, or without a choice, the time is the one that came with the job, on its machine', () => {
  const asCame = { seconds: result.plotSeconds, machine: 'AxiDraw V3' }
  expect(plotTimeOf(result, null, devices['hp-7475a'] ?? null)).toEqual(asCame)
  expect(plotTimeOf(result, drawing, devices['axidraw-v3'] ?? null)).toEqual(asCame)
  expect(plotTimeOf(result, drawing, null)).toEqual(asCame)
})

test('the time that comes with a job is the first machine’s', () => {
  expect(result.plotSeconds).toBe(drawingStats(drawing, shippedDevices[0]).plotSeconds)
})

test.each(shippedDevices.map((device) => [device.label, device] as const))(
  'time and machine belong together on %s',
  (label, device) => {
    const { seconds, machine } = plotTimeOf(result, drawing, device)
    expect(machine).toBe(label)
    expect(seconds).toBeCloseTo(drawingStats(drawing, device).plotSeconds, 9)
  },
)
