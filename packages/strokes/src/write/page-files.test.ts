import { unzlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../testing/drawings.ts'
import { readPdfContent } from '../../testing/read-back.ts'
import { line } from '../../testing/strokes.ts'
import { strokesOf } from '../geometry/marks.ts'
import { readDrawing, writeJson } from './json.ts'
import { winAnsiText } from './pdf/win-ansi.ts'
import { writePdf } from './pdf.ts'
import { encodePng } from './png.ts'
import { renderDrawing } from './render.ts'
import { writeSvg } from './svg.ts'
import { writeDrawing } from './write.ts'

test('writeSvg: every byte', () => {
  expect(writeSvg(smallDrawing, { title: 'A & B' })).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" version="1.1" width="100mm" height="80mm" viewBox="0 0 100 80" style="background:#ffffff">
<title>A &amp; B</title>
<metadata>{&quot;generator&quot;:&quot;Plotline&quot;,&quot;style&quot;:&quot;lines&quot;,&quot;seed&quot;:7,&quot;marginMm&quot;:10,&quot;paperColor&quot;:&quot;#ffffff&quot;}</metadata>
<g id="layer1" inkscape:groupmode="layer" inkscape:label="1 Black 0.3" fill="none" stroke="#1b1f2a" stroke-width="0.3" stroke-linecap="round" stroke-linejoin="round">
<path d="M10 10l10.5 0 0 20"/>
<path d="M50 40l0 0"/>
</g>
<g id="layer2" inkscape:groupmode="layer" inkscape:label="2 Red" fill="none" stroke="#ff0000" stroke-width="0.5" stroke-linecap="round" stroke-linejoin="round">
<path d="M30 30l30 0 0.123 20z"/>
</g>
</svg>
`)
})

test('writeSvg, plain: nothing of Inkscape', () => {
  expect(writeSvg(smallDrawing, { plain: true })).not.toContain('inkscape')
})

describe('writePdf', () => {
  test('is one page at true size with a layer per pen', () => {
    const { bytes, warnings } = writePdf(smallDrawing)
    const { text, content } = readPdfContent(bytes)
    expect(warnings).toEqual([])
    expect(text).toContain('/MediaBox [0 0 283.465 226.772]')
    expect(text).toContain('/Name <FEFF003100200042006C0061')
    expect(content).toBe(`q 2.834645669 0 0 -2.834645669 0 226.772 cm
1 J 1 j
/OC /L0 BDC
0.1059 0.1216 0.1647 RG 0.3 w
10 10 m 20.5 10 l 20.5 30 l S
50 40 m 50 40 l S
EMC
/OC /L1 BDC
1 0 0 RG 0.5 w
30 30 m 60 30 l 60.123 50 l s
EMC
Q`)
  })

  test('prints a title and a watermark, and is the same bytes every time', () => {
    const options = { title: 'Café “Ω” – 1', watermark: 'Preview' }
    const { bytes, warnings } = writePdf(smallDrawing, { ...options, title: 'Café “A”' })
    expect(readPdfContent(bytes).content).toContain('<436166E920934194> Tj')
    expect(readPdfContent(bytes).content.match(/<50726576696577> Tj/g)).toHaveLength(3)
    expect(warnings).toEqual([])
    expect(writePdf(smallDrawing, { ...options, title: 'Café “A”' }).bytes).toEqual(bytes)
  })

  test.each([
    { title: '猫', properties: 'FEFF732B', printed: [], leftOut: '猫' },
    { title: '猫 A Łódź B', properties: 'FEFF732B0020', printed: ['<412042> Tj'], leftOut: '猫 Łódź' },
    { title: '🐈 A', properties: 'FEFFD83DDC08', printed: ['<41> Tj'], leftOut: null },
  ])('keeps what it cannot print of $title in the properties, and says so', (title) => {
    const { bytes, warnings } = writePdf(drawingOf([line(10, 10, 20, 20)], 'Pen', title.title))
    const { text, content } = readPdfContent(bytes)
    expect(text).toContain(`/Title <${title.properties}`)
    expect(content.match(/<\S+> Tj/g) ?? []).toEqual(title.printed)
    const told = title.leftOut && expect.stringMatching(`^“${title.leftOut}” in the title is not printed`)
    expect(warnings).toEqual(told ? [told] : [])
  })
})

test.each([
  { text: 'Plain (text)', shown: 'Plain (text)', complete: true },
  { text: 'Łódź', shown: 'ódz', complete: false },
  { text: 'Žižkov “€5”', shown: '\x8ei\x9ekov \x93\x805\x94', complete: true },
  { text: 'Ještě', shown: 'Je\x9ate', complete: true },
  { text: 'My cat 🐈', shown: 'My cat', complete: true },
  { text: 'line\nbreak\u0000', shown: 'line break', complete: true },
  { text: '猫', shown: '', complete: false },
])('winAnsiText($text)', ({ text, shown, complete }) => {
  const { bytes, complete: whole } = winAnsiText(text)
  expect(String.fromCharCode(...bytes)).toBe(shown)
  expect(whole).toBe(complete)
})

describe('renderDrawing', () => {
  test('draws at true pen width on the paper color', () => {
    const drawing = {
      ...drawingOf([line(20, 40, 80, 40)]),
      sheet: { ...smallDrawing.sheet, paperColor: '#fff0e0' },
    }
    const pen = { name: 'Broad', color: '#000000', widthMm: 2 }
    const { width, height, data } = renderDrawing(
      { ...drawing, layers: [{ pen, marks: strokesOf(drawing.layers[0].marks) }] },
      { pxPerMm: 2 },
    )
    expect([width, height]).toEqual([200, 160])
    const pixel = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
    expect(pixel(0, 0)).toEqual([255, 240, 224, 255])
    const column = Array.from({ length: 10 }, (_, i) => pixel(100, 75 + i)[0])
    expect(column).toEqual([255, 255, 255, 0, 0, 0, 0, 255, 255, 255])
  })

  test('a line thinner than a pixel is lighter, not wider', () => {
    const { data } = renderDrawing(drawingOf([line(20, 40.125, 80, 40.125)]), { pxPerMm: 4 / 3 })
    const ink = (from: number) => 255 - data[from]
    const column = Array.from({ length: 107 }, (_, y) => ink((y * 133 + 66) * 4)).reduce(
      (sum, value) => sum + value,
      0,
    )
    // 0.3 mm are 0.4 px of #1b1f2a.
    expect(column).toBeCloseTo((255 - 0x1b) * 0.4, -1)
  })

  test('never draws a picture too large to hold', () => {
    const sheet = { widthMm: 1e6, heightMm: 1e6, marginMm: 0, paperColor: '#ffffff' }
    const { width } = renderDrawing({ ...drawingOf([line(0, 0, 9, 9)]), sheet: { ...sheet, heightMm: 100 } })
    expect(width).toBe(8192)
  })
})

test('encodePng writes rows that unpack to the pixels', () => {
  const raster = { width: 2, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255, 250, 128, 0, 255) }
  const png = encodePng(raster, 4)
  const view = new DataView(png.buffer)
  const chunks: Record<string, Uint8Array> = {}
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at)
    chunks[new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8))] = png.subarray(
      at + 8,
      at + 8 + length,
    )
    at += length + 12
  }
  expect([...chunks.IHDR]).toEqual([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  expect([...chunks.pHYs]).toEqual([0, 0, 15, 160, 0, 0, 15, 160, 1])
  expect([...unzlibSync(chunks.IDAT)]).toEqual([0, 1, 2, 3, 250, 128, 0])
})

describe('readDrawing', () => {
  test('gives back what writeJson wrote', () => {
    const drawing = {
      ...smallDrawing,
      meta: { ...smallDrawing.meta, title: 'T', recipe: { style: 'lines' } },
    }
    expect(readDrawing(writeJson(drawing))).toEqual(drawing)
  })

  test.each([
    { json: '', message: 'This is no drawing: expected JSON.' },
    { json: '{}', message: 'This is no drawing of version 2' },
    { json: writeJson(smallDrawing).replace('"version":2', '"version":3'), message: 'at version' },
    { json: writeJson(smallDrawing).replace('20.5', '1e400'), message: 'This is no drawing of version 2' },
    {
      json: writeJson(smallDrawing).replace('#ff0000', 'red'),
      message: 'The pen colour must look like #1b1f2a.',
    },
    { json: writeJson(smallDrawing).replace('20.5', '20.5,1'), message: 'expected pairs of x and y' },
  ])('refuses $message', ({ json, message }) => {
    expect(() => readDrawing(json)).toThrow(message)
  })
})

test('writeDrawing lays out on another paper and names what it wrote', () => {
  const file = writeDrawing(smallDrawing, 'pdf', { paper: 'letter', orientation: 'landscape', marginMm: 12 })
  expect(readPdfContent(file.bytes).text).toContain('/MediaBox [0 0 792 612]')
  expect([file.contentType, file.extension]).toEqual(['application/pdf', 'pdf'])
})
