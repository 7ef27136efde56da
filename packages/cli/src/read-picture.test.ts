import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { enlargementOf, listMaterial, noMaterial, pictureOfSvg } from '@plotline/imaging/testing'
import { type Drawing, readSvg, renderDrawing } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { describe, expect, test } from 'vitest'

/** How far a line may lie beside the other program's, in pixels. */
const reach = 2

/** Ink of our reading of an SVG beside librsvg's picture of the same outlines: the shares that lie on each other. */
async function agreement(svg: string): Promise<{ ours: number; theirs: number }> {
  const { drawing } = readSvg(svg)
  const { widthMm, heightMm } = drawing.sheet
  const pxPerMm = Math.min(96 / 25.4, 900 / Math.max(widthMm, heightMm))
  const picture = renderDrawing(inBlack(drawing, 2 / pxPerMm), { pxPerMm })
  const other = await pictureOfSvg(outlined(svg), picture.width, picture.height)
  const { width, height } = picture
  const ours = Uint8Array.from({ length: width * height }, (_, i) => Number((picture.data[i * 4] ?? 0) < 200))
  const theirs = Uint8Array.from(other, (value) => Number(value < 200))
  return { ours: shareOn(ours, theirs, width, height), theirs: shareOn(theirs, ours, width, height) }
}

const inBlack = (drawing: Drawing, widthMm: number): Drawing => ({
  ...drawing,
  layers: drawing.layers.map((layer) => ({ ...layer, pen: { ...layer.pen, color: '#000000', widthMm } })),
})

/** A pen draws outlines, so the other program is told to do the same, with a line of one width. */
function outlined(svg: string): string {
  const rules = ['fill: none', 'stroke: #000', 'stroke-linecap: round', 'stroke-opacity: 1', 'opacity: 1']
  // A line that does not scale has dashes that do not scale.
  if (!svg.includes('stroke-dasharray')) {
    rules.push(`stroke-width: ${1.5 * enlargementOf(svg)}px`, 'vector-effect: non-scaling-stroke')
  }
  const sheet = `<style>* { ${rules.map((rule) => `${rule} !important`).join('; ')} }</style>`
  return svg.replace(/<svg[^>]*?>/s, (root) => (root.endsWith('/>') ? root : root + sheet))
}

/** The share of the ink of `a` that has ink of `b` within reach; 1 where there is none. */
function shareOn(a: Uint8Array, b: Uint8Array, width: number, height: number): number {
  const isNear = (x: number, y: number) => {
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        if (b[v * width + u]) return true
      }
    }
    return false
  }
  let ink = 0
  let near = 0
  a.forEach((value, i) => {
    if (value === 0) return
    ink++
    if (isNear(i % width, Math.floor(i / width))) near++
  })
  return ink === 0 ? 1 : near / ink
}

const page = (body: string, attributes = 'width="120mm" height="90mm" viewBox="0 0 120 90"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>
    <g fill="none" stroke="black" stroke-width=".5">${body}</g></svg>`

const pages: [string, string][] = [
  [
    'every path command',
    page(
      '<path d="M10 10h20v15l-8 9c4 4 9 9 20 2s5-9 20 3q9 9 12-2t14 6a12 8 30 1 1 9 9A6 6 0 0 0 60 70z"/>',
    ),
  ],
  [
    'basic shapes',
    page(
      '<rect x="5" y="5" width="40" height="25" rx="6" ry="3"/><circle cx="80" cy="25" r="17"/><ellipse cx="30" cy="60" rx="22" ry="9"/><line x1="60" y1="50" x2="110" y2="80"/><polygon points="60 60 75 85 50 80"/><polyline points="90 50 95 60 100 50 105 60"/>',
    ),
  ],
  [
    'transforms inside one another',
    page(
      '<g transform="translate(60 45) rotate(25)"><g transform="skewX(20) scale(1.5 .7)"><rect x="-20" y="-15" width="40" height="30"/><path d="M-20 0A20 12 15 0 1 20 4"/></g></g><g transform="matrix(.8 .2 -.3 .9 20 5)"><circle r="9" cx="20" cy="20"/></g>',
    ),
  ],
  [
    'a symbol used twice',
    page(
      '<defs><symbol id="a" viewBox="0 0 10 10"><path d="M1 1L9 9M9 1L1 9"/></symbol><g id="b"><circle r="4"/></g></defs><use href="#a" x="10" y="10" width="30" height="30"/><use xlink:href="#b" x="80" y="40"/><use href="#b" transform="translate(60 70) scale(3 1)"/>',
    ),
  ],
  [
    'an svg in the svg',
    page(
      '<svg x="20" y="15" width="60" height="50" viewBox="0 0 100 100" preserveAspectRatio="xMinYMax meet"><circle cx="50" cy="50" r="48"/><path d="M0 0L100 100"/></svg>',
    ),
  ],
  [
    'a page with an offset',
    page(
      '<circle cx="0" cy="0" r="40"/><path d="M-50 -30L50 30"/>',
      'width="4in" height="3in" viewBox="-60 -45 120 90"',
    ),
  ],
  [
    'a page of another shape',
    page(
      '<circle cx="50" cy="50" r="45"/>',
      'width="120mm" height="60mm" viewBox="0 0 100 100" preserveAspectRatio="xMaxYMid meet"',
    ),
  ],
  [
    'a stretched page',
    page(
      '<circle cx="50" cy="50" r="45"/>',
      'width="120mm" height="60mm" viewBox="0 0 100 100" preserveAspectRatio="none"',
    ),
  ],
  [
    'percentages and units',
    page(
      '<line x1="0" y1="50%" x2="100%" y2="50%"/><rect x="1cm" y="1cm" width="25%" height="20%"/><circle cx="80" cy="60" r="10%"/>',
      'width="120mm" height="90mm"',
    ),
  ],
  [
    'dashes',
    page(
      '<path d="M10 20H110" stroke-dasharray="12 8"/><circle cx="60" cy="55" r="25" stroke-dasharray="10 4 2" stroke-dashoffset="3"/>',
    ),
  ],
  [
    'what is hidden',
    page(
      '<path d="M10 10H110"/><g display="none"><path d="M10 30H110"/></g><path visibility="hidden" d="M10 50H110"/><path d="M10 70H110"/>',
    ),
  ],
]

test.each(pages)('%s lies where librsvg draws it', async (_, svg) => {
  const { ours, theirs } = await agreement(svg)
  expect(ours).toBeGreaterThan(0.995)
  expect(theirs).toBeGreaterThan(0.995)
})

/** What can't be compared: text, which no pen draws; pages as large as their window; loops of no size, which only a pen draws. */
const incomparable = new Set([
  'test_svg_issue_59_halftone_1600487839466.svg',
  'test_svg_misc_text_element.svg',
  'test_svg_svg_width_height_no_size.svg',
  'test_svg_svg_width_height_percent_size.svg',
])
const files = listMaterial('plots/svg').filter(
  (file) => file.endsWith('.svg') && !incomparable.has(basename(file)),
)

describe.skipIf(files.length === 0)(
  `drawings of others${files.length === 0 ? `: ${noMaterial}` : ''}`,
  () => {
    test.each(files.map((file) => [basename(file), file]))('%s', async (_, file) => {
      const svg = readFileSync(file, 'utf8')
      if (readSvg(svg).drawing.layers.every(({ marks }) => strokesOf(marks).length === 0)) {
        const blank = await pictureOfSvg(outlined(svg), 100, 100)
        return expect(blank.every((value) => value === 255)).toBe(true)
      }
      const { ours, theirs } = await agreement(svg)
      expect(ours).toBeGreaterThan(0.995)
      expect(theirs).toBeGreaterThan(0.995)
    })
  },
)
