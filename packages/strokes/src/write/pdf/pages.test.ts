/// <reference types="node" />
import fc from 'fast-check'
import { unzlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../../testing/drawings.ts'
import { line, loop } from '../../../testing/strokes.ts'
import { paperNames, papers } from '../../page/papers.ts'
import { splitForRefills } from '../../plan/refill.ts'
import { writePdf } from '../pdf.ts'
import { writeSvg } from '../svg.ts'
import { partsAlong, posterPages } from './poster.ts'
import { winAnsiText } from './win-ansi.ts'

const mmPerPoint = 25.4 / 72

/** The objects of a PDF as text, streams unpacked. */
function readObjects(bytes: Uint8Array): { body: string; stream: string | null }[] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return [...text.matchAll(/\d+ 0 obj\n([\s\S]*?)\nendobj\n/g)].map(({ 1: object, index }) => {
    const at = object.indexOf('stream\n')
    if (at < 0) return { body: object, stream: null }
    const start = text.indexOf('stream\n', index) + 'stream\n'.length
    const length = Number(object.match(/\/Length (\d+)/)?.[1])
    const stream = new TextDecoder().decode(unzlibSync(bytes.subarray(start, start + length)))
    return { body: object.slice(0, at), stream }
  })
}

/** The pages of a PDF in their order: size in mm and what is drawn on them. */
function readPages(bytes: Uint8Array) {
  const objects = readObjects(bytes)
  const kids = objects.map(({ body }) => body.match(/\/Kids \[(.*?)\] \/Count (\d+)/)).find(Boolean)
  const numbers = (kids?.[1].match(/\d+(?= 0 R)/g) ?? []).map(Number)
  expect(numbers).toHaveLength(Number(kids?.[2]))
  return numbers.map((number) => {
    const { body } = objects[number - 1]
    const box = (body.match(/\/MediaBox \[(.*?)\]/)?.[1] ?? '').split(' ').map(Number)
    const content = objects[Number(body.match(/\/Contents (\d+)/)?.[1]) - 1].stream ?? ''
    return { body, widthMm: box[2] * mmPerPoint, heightMm: box[3] * mmPerPoint, content }
  })
}

/** What is printed on a page, piece by piece. */
function readTexts(content: string): string[] {
  return [...content.matchAll(/<([0-9A-F]+)> Tj/g)].map(([, hex]) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  )
}

describe('a poster', () => {
  const sheet = { ...smallDrawing.sheet, widthMm: 420, heightMm: 594 }
  const drawing = { ...smallDrawing, sheet }

  test('shows all of the sheet in parts that overlap, at true size', () => {
    const pages = readPages(writePdf(drawing, { poster: { paper: 'a4', overlapMm: 15 } }).bytes)
    expect(pages.length).toBe(8)
    const parts = pages.map(({ content, widthMm, heightMm, body }) => {
      expect([Math.round(widthMm), Math.round(heightMm)].sort()).toEqual([210, 297])
      expect(body).toContain('/XObject << /Sheet ')
      const [clip, move] = [
        content.match(/^q (\S+) (\S+) (\S+) (\S+) re W n/m),
        content.match(/^1 0 0 1 (\S+) (\S+) cm \/Sheet Do Q$/m),
      ].map((found) => (found ?? []).slice(1).map((value) => Number(value) * mmPerPoint))
      const [x, y, width, height] = clip
      // Nothing is printed where printers leave white.
      expect(Math.min(x, y, widthMm - x - width, heightMm - y - height)).toBeGreaterThanOrEqual(10 - 1e-3)
      return { left: x - move[0], right: x + width - move[0], low: y - move[1], high: y + height - move[1] }
    })
    for (let x = 0.5; x < sheet.widthMm; x += 7) {
      for (let y = 0.5; y < sheet.heightMm; y += 7) {
        const seen = parts.filter(
          ({ left, right, low, high }) => left <= x && x <= right && low <= y && y <= high,
        )
        expect(seen.length).toBeGreaterThan(0)
      }
    }
    expect(parts[0].right - parts[1].left).toBeCloseTo(15, 2)
    expect(parts[2].high - parts[0].low).toBeCloseTo(15, 2)
  })

  test('names each page and marks where to cut', () => {
    const pages = posterPages(sheet, { paper: 'a3' })
    expect(pages).toHaveLength(4)
    for (const { content } of pages) {
      expect(content.match(/<[0-9A-F]+> Tj/g)).toHaveLength(1)
      // Eight ticks at the corners and, for a neighbor to each of two sides, two each.
      expect(content.match(/ l S/g)).toHaveLength(12)
    }
  })

  test('has the title on every page, however long it is', () => {
    const title = 'Chelsea '.repeat(15).trim()
    const { bytes } = writePdf(drawing, { title: `${title} 猫`, poster: { paper: 'a4' } })
    for (const { content, widthMm } of readPages(bytes)) {
      const [, size, x] = content.match(/\/F1 (\S+) Tf 1 0 0 1 (\S+) /) ?? []
      const [shown] = readTexts(content)
      expect(shown).toMatch(new RegExp(`^${title} · Row \\d of \\d, column \\d of \\d$`))
      const end = (Number(x) + winAnsiText(shown).width * Number(size)) * mmPerPoint
      expect(end).toBeLessThanOrEqual(widthMm - 10)
    }
  })

  test('parts cover any length and none is too many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 5000, noNaN: true }),
        fc.double({ min: 50, max: 400, noNaN: true }),
        fc.double({ min: 0, max: 25, noNaN: true }),
        (sheetMm, room, overlapMm) => {
          const parts = partsAlong(sheetMm, room, overlapMm)
          const last = parts[parts.length - 1]
          expect(last + room).toBeGreaterThanOrEqual(sheetMm - 1e-6)
          if (parts.length > 1) expect(parts[parts.length - 2] + room).toBeLessThan(sheetMm + 1e-6)
          for (let i = 1; i < parts.length; i++)
            expect(parts[i - 1] + room - parts[i]).toBeCloseTo(overlapMm, 6)
        },
      ),
    )
  })

  test.each(paperNames)('on %s: a sheet that fits needs one page, and an absurd one is refused', (paper) => {
    const { widthMm, heightMm } = papers[paper]
    expect(posterPages({ widthMm: heightMm - 20, heightMm: widthMm - 20 }, { paper })).toHaveLength(1)
    expect(() => posterPages({ widthMm: 1e6, heightMm: 1e6 }, { paper })).toThrow(
      expect.objectContaining({
        code: 'bad_drawing',
        message: expect.stringMatching(/^A poster of \d+ pages/),
      }),
    )
  })
})

test('a key names every pen that draws beside a line of its width, on a page of its own', () => {
  const layers = [
    ...smallDrawing.layers,
    { pen: { name: 'Unused', color: '#00ff00', widthMm: 1 }, marks: [] },
  ]
  const [sheet, key, ...more] = readPages(writePdf({ ...smallDrawing, layers }, { key: true }).bytes)
  expect(more).toEqual([])
  expect([key.widthMm, key.heightMm]).toEqual([sheet.widthMm, sheet.heightMm])
  const texts = readTexts(key.content)
  expect(texts[0]).toMatch(/^1 Black 0\.3: #1b1f2a, 0\.3 mm/)
  expect(texts[1]).toMatch(/^2 Red: #ff0000, 0\.5 mm/)
  expect(texts).toHaveLength(2)
  const widths = [...key.content.matchAll(/ RG (\S+) w/g)].map(([, width]) => Number(width) * mmPerPoint)
  expect(widths).toEqual([expect.closeTo(0.3, 3), expect.closeTo(0.5, 3)])
  expect(sheet.content).toBe(
    readPages(writePdf(smallDrawing).bytes)[0].content.replace('\nQ', '\n/OC /L2 BDC\n0 1 0 RG 1 w\nEMC\nQ'),
  )
})

test('a key numbers pens as machines do: one that is refilled keeps its own', () => {
  const layers = splitForRefills(smallDrawing.layers, 50)
  const sheet = { ...smallDrawing.sheet, widthMm: 200 }
  const [, key] = readPages(writePdf({ ...smallDrawing, sheet, layers }, { key: true }).bytes)
  expect(readTexts(key.content)).toEqual([
    expect.stringMatching(/^1 Black 0\.3: .* m in 2 strokes$/),
    expect.stringMatching(/^2 Red: .* m in 1 stroke$/),
    expect.stringMatching(/^2 Red refill 2: .* m in 1 stroke$/),
  ])
})

describe('strokes as curves', () => {
  const round = loop(
    ...Array.from({ length: 60 }, (_, i) => [
      50 + 20 * Math.cos(i / 9.549),
      40 + 20 * Math.sin(i / 9.549),
    ]).flat(),
  )
  const drawing = drawingOf([round, line(10, 10, 90, 10, 90, 70), line(5, 5)])

  test('are few in SVG, straight sides stay lines', () => {
    const [circle, bent, dot] = [...writeSvg(drawing, { curvesMm: 0.05 }).matchAll(/<path d="(.*?)"/g)].map(
      ([, data]) => data,
    )
    expect(circle).toMatch(/^M70 40c.*z$/)
    expect((circle.match(/-?[\d.]+/g) ?? []).length).toBeLessThan(2 + 6 * 12)
    expect(bent).toBe('M10 10l80 0 0 60')
    expect(dot).toBe('M5 5l0 0')
  })

  test('are few in PDF', () => {
    const [{ content }] = readPages(writePdf(drawing, { curvesMm: 0.05 }).bytes)
    const [circle, bent] = content.split('\n').filter((row) => / m .* [sS]$/.test(row))
    expect(circle.match(/ c\b/g)?.length).toBeLessThan(12)
    expect(circle).toMatch(/ s$/)
    expect(bent).toBe('10 10 m 90 10 l 90 70 l S')
  })
})
