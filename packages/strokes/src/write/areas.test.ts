import { expect, test } from 'vitest'
import { filledDrawing } from '../../testing/drawings.ts'
import { readHpgl, readPdfContent } from '../../testing/read-back.ts'
import { areasOf } from '../geometry/marks.ts'
import { relayoutDrawing } from '../page/arrange.ts'
import { readDrawing, writeJson } from './json.ts'
import { writePdf } from './pdf.ts'
import { renderDrawing } from './render.ts'
import { writeSvg } from './svg.ts'
import { writeDrawing } from './write.ts'

const colorAt = (raster: ReturnType<typeof renderDrawing>, x: number, y: number) =>
  [...raster.data.subarray((y * raster.width + x) * 4, (y * raster.width + x) * 4 + 3)].join(' ')

test('SVG fills regions with curves, straight sides as lines', () => {
  expect(writeSvg(filledDrawing)).toContain(`fill-rule="evenodd" stroke="none" transform="scale(0.01)">
<path fill="#3366cc" d="M2000 2000l1800 0 0 1800-1800 0 0-1800zM2500 2900c0-600 800-600 800 0 0 600-800 600-800 0z"/>
<path fill="#ffcc00" d="M6000 2000l600 1200-1200 0 600-1200z"/>
</g>`)
})

test('PDF fills regions', () => {
  expect(readPdfContent(writePdf(filledDrawing).bytes).content).toContain(`1 0.8 0 rg
60 20 m 66 32 l 54 32 l 60 20 l h
f*`)
})

test('the preview shows fills and holes, each in its color', () => {
  const raster = renderDrawing(filledDrawing, { pxPerMm: 2 })
  expect(colorAt(raster, 44, 44)).toBe('51 102 204')
  expect(colorAt(raster, 58, 58)).toBe('255 255 255')
  expect(colorAt(raster, 120, 56)).toBe('255 204 0')
})

test('JSON gives regions back', () => {
  expect(readDrawing(writeJson(filledDrawing))).toEqual(filledDrawing)
})

test('machines draw the strokes', () => {
  const text = new TextDecoder().decode(writeDrawing(filledDrawing, 'hpgl').bytes)
  expect(readHpgl(text)).toHaveLength(1)
})

test('another paper moves regions with the strokes', () => {
  const { sheet, layers } = relayoutDrawing(filledDrawing, { paper: 'a5' })
  const points = areasOf(layers[0].marks).flatMap(({ contours }) =>
    contours.flatMap((contour) => [...contour]),
  )
  expect(Math.min(...points)).toBeCloseTo(sheet.marginMm, 6)
  expect(Math.max(...points)).toBeCloseTo(Math.max(sheet.widthMm, sheet.heightMm) - sheet.marginMm, 6)
})
