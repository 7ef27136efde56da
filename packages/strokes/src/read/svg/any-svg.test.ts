import fc from 'fast-check'
import { expect, test } from 'vitest'
import { svgPage } from '../../../testing/svg-pages.ts'
import { DrawingError } from '../../geometry/drawing-error.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { readSvg } from '../svg.ts'

const names = [
  ...['g', 'path', 'rect', 'circle', 'line', 'polyline', 'polygon', 'use', 'svg', 'symbol', 'switch', 'defs'],
  ...['clipPath', 'mask', 'marker', 'linearGradient', 'stop', 'text', 'blink', 'animate'],
]
const numbers = ['0', '1', '-5', '50', '1e9', '1e-9', 'NaN', '50%', '3em', '']
/** Values that mean something, values that hardly do, and references that lead anywhere, round in circles as well. */
const values: Readonly<Record<string, readonly string[]>> = {
  id: ['a', 'b'],
  href: ['#a', '#b', 'x.svg#c'],
  'clip-path': ['url(#a)', 'url(#b)', 'circle(40%)', 'polygon()', 'inset(9px)', 'url('],
  mask: ['url(#a)', 'url(#b)', 'x'],
  'marker-end': ['url(#a)', 'url(#b)'],
  'marker-mid': ['url(#a)'],
  transform: ['rotate(30)', 'scale(0)', 'scale(1e200)', 'translate(1,2) rotate(', 'skewX(90)'],
  fill: ['red', 'none', 'white', 'url(#a)', 'url(#b) red', 'hsl(', 'context-fill'],
  stroke: ['black', 'none', 'white', 'var(--x)', '#fff8'],
  'stroke-width': ['0', '5%', '1e9', '-1'],
  'stroke-dasharray': ['1 2', '0', '1e-9', 'a'],
  pathLength: ['0', '5', '-1'],
  d: ['M0 0H50', 'M5 5z', 'M0 0L10 10L0 20', 'M0 0A5 5 0 1 1 9 9', 'M0 0C1 1 2 2 3 3zM', 'M0 0 1e300 5'],
  points: ['0,0 5,5 9,0', '1 2 3', '5 5'],
  viewBox: ['0 0 100 100', '0 0 0 0', '0 0 1e-9 1'],
  style: [
    '--x:red;stroke:var(--x)',
    'transform:rotate(1rad);transform-box:fill-box',
    'd:path("M0 0H9")',
    '{',
    ':;',
  ],
  class: ['a', 'b c'],
  opacity: ['0', '.5'],
  clipPathUnits: ['objectBoundingBox'],
  maskContentUnits: ['objectBoundingBox'],
  orient: ['auto', '45'],
  'vector-effect': ['non-scaling-stroke'],
  ...Object.fromEntries(
    ['x', 'y', 'width', 'height', 'r', 'cx', 'rx', 'x2', 'refX', 'markerWidth'].map((name) => [
      name,
      numbers,
    ]),
  ),
}
const sheets = [
  '.a>.b{stroke:red}',
  '*{stroke:blue!important}',
  'g path:nth-child(2n+1){fill:none}',
  ':root{--x:var(--y);--y:var(--x)}',
  'rect{clip-path:url(#a)}',
  '@media print{a{b:c}}',
  '}{/*',
]

const attribute = fc
  .constantFrom(...Object.keys(values))
  .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...values[name])))
const attributes = fc
  .uniqueArray(attribute, { maxLength: 6, selector: ([name]) => name })
  .map((all) => all.map(([name, value]) => ` ${name}='${value}'`).join(''))
const elementsOf = (depth: number): fc.Arbitrary<string[]> =>
  fc.array(
    fc
      .tuple(fc.constantFrom(...names), attributes, depth > 0 ? elementsOf(depth - 1) : fc.constant([]))
      .map(([name, own, children]) => `<${name}${own}>${children.join('')}</${name}>`),
    { maxLength: depth > 2 ? 6 : 3 },
  )

test('any tree of elements is drawn with numbers or refused, and what is left out is named', () => {
  fc.assert(
    fc.property(elementsOf(3), fc.subarray(sheets), (elements, css) => {
      try {
        const text = svgPage(`<style>${css.join('')}</style>${elements.join('')}`)
        const { drawing, seen, warnings } = readSvg(text, { occlude: true })
        for (const { marks } of [...drawing.layers, ...seen.layers]) {
          for (const { points } of strokesOf(marks)) {
            expect(points.length).toBeGreaterThan(1)
            expect(points.every(Number.isFinite)).toBe(true)
          }
        }
        for (const warning of warnings) expect(warning).toMatch(/^Left out: \d+ × ./)
      } catch (error) {
        expect(error).toBeInstanceOf(DrawingError)
      }
    }),
    { numRuns: 1000 },
  )
})
