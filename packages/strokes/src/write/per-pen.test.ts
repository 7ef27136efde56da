import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { filledDrawing, smallDrawing } from '../../testing/drawings.ts'
import { areasOf } from '../geometry/marks.ts'
import { writePerPen } from './per-pen.ts'

const [filled] = filledDrawing.layers
const areasAlone = { pen: { ...filled.pen, name: 'Key' }, marks: areasOf(filled.marks) }
const drawing = { ...smallDrawing, layers: [areasAlone, ...smallDrawing.layers] }

it.each(['hpgl', 'gcode', 'dxf'] as const)('a pen of areas alone has no file of %s', (format) => {
  const names = Object.keys(unzipSync(writePerPen(drawing, format).bytes))
  expect(names).toHaveLength(smallDrawing.layers.length)
  expect(names.join()).not.toContain('key')
})

it.each(['svg', 'pdf', 'png'] as const)('a pen of areas alone has a file of %s', (format) => {
  expect(Object.keys(unzipSync(writePerPen(drawing, format).bytes))[0]).toBe(`1-key.${format}`)
})
