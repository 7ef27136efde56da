import { expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../testing/drawings.ts'
import { line } from '../../testing/strokes.ts'
import { formatNames, formats } from '../write/formats.ts'
import { writeDrawing } from '../write/write.ts'
import { relayoutDrawing } from './arrange.ts'
import { paperSchema } from './paper-schema.ts'
import { type Paper, paperNames, paperSize, papers } from './papers.ts'
import { sheetOf } from './place.ts'

test.each<[Paper, string, number, number]>([
  ['a4', 'A4', 210, 297],
  ['200x300', '200 × 300 mm', 200, 300],
  ['300x200mm', '200 × 300 mm', 200, 300],
  ['9x12in', '9 × 12 in', 228.6, 304.8],
  ['8.5x11in', '8.5 × 11 in', 215.9, 279.4],
  ['10x3000', '10 × 3000 mm', 10, 3000],
])('%s is a paper, upright', (paper, label, widthMm, heightMm) => {
  expect(paperSchema.parse(paper)).toBe(paper)
  expect(paperSize(paper)).toEqual({ label, widthMm, heightMm })
})

test.each([
  '',
  'a9',
  '200',
  '200x',
  'x300',
  '9.99x100',
  '100x3000.1',
  '0.3x9in',
  '200x300cm',
  '-20x30',
  '2e3x30',
  ' 20x30',
  'toString',
])('"%s" is no paper', (paper) => {
  const parsed = paperSchema.safeParse(paper)
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
    'expected one of a2, a3, a4, a5, a6, letter, legal, tabloid, or two sides of 10 to 3000 mm such as 200x300 or 9x12in',
  ])
  expect(() => paperSize(paper as Paper)).toThrow('There is no paper')
})

test('a page of any size is turned as one with a name is', () => {
  const page = { marginMm: 10, paperColor: '#ffffff' }
  for (const orientation of ['auto', 'portrait', 'landscape'] as const) {
    const named = sheetOf({ ...page, orientation, paper: 'a4' }, true)
    expect(sheetOf({ ...page, orientation, paper: '210x297' }, true)).toEqual(named)
    expect(sheetOf({ ...page, orientation, paper: '297x210' }, true)).toEqual(named)
  }
})

test.each(formatNames)('%s is written on a paper of any size', (format) => {
  const drawing = drawingOf([line(10, 10, 90, 70)])
  const { bytes } = writeDrawing(drawing, format, { paper: '150x250' })
  const laid = relayoutDrawing(smallDrawing, { paper: '150x250' })
  expect(laid.sheet).toMatchObject({ widthMm: 250, heightMm: 150 })
  expect(bytes.length).toBeGreaterThan(20)
  if (format === 'svg') expect(new TextDecoder().decode(bytes)).toContain('width="250mm" height="150mm"')
  expect(Object.keys(formats)).toContain(format)
})

test('a poster’s pages have room for their marks', () => {
  const poster = (paper: Paper) => () => writeDrawing(smallDrawing, 'pdf', { poster: { paper } })
  expect(poster('100x150')).not.toThrow()
  expect(poster('20x150')).toThrow('A poster on 20 × 150 mm has no room; take a larger paper.')
})

test('every name is the size it was', () => {
  for (const name of paperNames) expect(paperSize(name)).toEqual(papers[name])
})
