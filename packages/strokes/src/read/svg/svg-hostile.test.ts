import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { svgPage } from '../../../testing/svg-pages.ts'
import { DrawingError } from '../../geometry/drawing-error.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { readSvg } from '../svg.ts'
import { readXml } from '../xml/xml.ts'

describe('hostile files', () => {
  const repeat = (text: string, count: number) => text.repeat(count)
  const levels = Array.from(
    { length: 10 },
    (_, i) => `<g id="u${i + 1}">${repeat(`<use href="#u${i}"/>`, 10)}</g>`,
  ).join('')
  const refused: [string, string, string][] = [
    ['nothing', '', 'bad_drawing'],
    ['text', 'hello', 'bad_drawing'],
    ['HTML', '<html><body/></html>', 'bad_drawing'],
    ['an element that does not end', '<svg><g>', 'bad_drawing'],
    ['elements out of order', '<svg><g></svg></g>', 'bad_drawing'],
    ['an attribute without a value', '<svg><g a></g></svg>', 'bad_drawing'],
    ['two roots', '<svg/><svg/>', 'bad_drawing'],
    [
      'outside entities',
      '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
      'bad_drawing',
    ],
    ['a hundred thousand levels', `<svg>${repeat('<g>', 1e5)}`, 'too_large'],
    [
      'ten to the tenth copies',
      svgPage(`<line id="u0" x2="1" stroke="red"/>${levels}<use href="#u10"/>`),
      'too_large',
    ],
    ['a million copies', svgPage(`<g id="u0"/>${levels}<use href="#u6"/>`), 'too_large'],
    ['a page of a kilometre', '<svg width="1000000" height="1000000"/>', 'too_large'],
  ]
  test.each(refused)('%s', (_, text, code) => {
    expect(() => readSvg(text)).toThrow(expect.objectContaining({ name: 'DrawingError', code }))
  })

  test('a reference to itself ends', () => {
    const { warnings } = readSvg(svgPage('<g id="a"><line x2="5" stroke="red"/><use href="#a"/></g>'))
    expect(warnings).toEqual(['Left out: 1 × reference to itself'])
  })

  test.each([
    ['M0 0L5 5 NaN', 1],
    ['M0 0L5 5L1e999 0', 1],
    ['M NaN,Infinity L 1e309 0', 0],
    ['L5 5', 0],
    ['M0 0 X 4', 0],
    ['M0 0A1 1 0 2 0 5 5', 0],
  ])('broken path data %s is drawn up to the break', (data, count) => {
    const { drawing, warnings } = readSvg(svgPage(`<path d="${data}" stroke="red"/>`))
    expect(drawing.layers.flatMap(({ marks }) => strokesOf(marks))).toHaveLength(count)
    expect(warnings.join()).toContain('broken shape')
  })

  test('any text is read or refused, and never gives a coordinate that is no number', () => {
    const pieces = [
      '<svg>',
      '</svg>',
      '<g>',
      '</g>',
      '<path d="',
      '"/>',
      'M0 0',
      'C',
      'a1',
      '1e9',
      '-',
      '.5',
      '&#65;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      ' transform="',
      'scale(',
      ')',
      '<use href="#a"/>',
      ' id="a"',
      '<?',
      '?>',
      '"',
      '<',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        try {
          const { drawing } = readSvg(`<svg>${parts.join('')}</svg>`)
          for (const { marks } of drawing.layers) {
            for (const { points } of strokesOf(marks)) expect(points.every(Number.isFinite)).toBe(true)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DrawingError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('what is long is read once', () => {
  const line = (attributes: string) => svgPage(`<path d="M0 0H9" ${attributes}/>`)
  const long = (text: string) => text.repeat(40_000)
  const read: [string, string][] = [
    ['a document type without a subset', `<!DOCTYPE svg${'a'.repeat(40)}>${line('stroke="red"')}`],
    ['a paint that is not closed', line(`stroke="url(#a${long(' ')}x"`)],
    ['a paint with more behind it', line(`stroke="red${long(' ')}x"`)],
    ['paints behind paints', line(`stroke="${long('url(#a) ')}"`)],
    ['a color that is none', line(`color="rgb(${long('1')}!"`)],
    ['a number that is none', line(`stroke-width="${long('1')}!"`)],
    ['an opacity that is none', line(`opacity="${long('1')}!"`)],
  ]
  test.each(read)('%s', (_, text) => expect(readSvg(text).warnings.length).toBeLessThan(9), 1000)

  const broken: [string, string][] = [
    ['a declaration that is not closed', `<!DOCTYPE svg [<!ENTITY${long(' ')}`],
    ['comments that are not closed', `<!DOCTYPE svg [<!ENTITY a "b">]><svg>${long('<!--')}`],
  ]
  test.each(broken)('%s', (_, text) => expect(() => readSvg(text)).toThrow(DrawingError), 1000)
})

describe('words that every object has are no words of SVG', () => {
  const shape = (attributes: string) => `<path d="M0 0H9" fill="none" stroke="red" ${attributes}/>`
  const named: [string, string, string[]][] = [
    ['a transform', shape('transform="constructor()"'), ['transform “constructor()”']],
    ['an angle', shape('transform="rotate(1constructor)"'), ['transform “rotate(1constructor)”']],
    [
      'the middle of a circle',
      shape('clip-path="circle(5px at constructor 0)"'),
      ['clipPath “circle(5px at constructor 0)”'],
    ],
    [
      'an origin',
      shape('transform="scale(1)" transform-origin="constructor 0"'),
      ['transform-origin “constructor 0”'],
    ],
    ['a visibility', shape('visibility="constructor"'), ['visibility “constructor”']],
    ['a color', shape('color="constructor"'), ['color “constructor”']],
    ['a length', shape('stroke-width="1constructor"'), ['stroke-width “1constructor”']],
    ['a namespace', shape('xmlns:a="constructor"'), []],
    ['an element', `${shape('')}<constructor/>`, ['<constructor>']],
    [
      'a selector',
      `<style>:nth-constructor(2n){stroke:blue}</style>${shape('')}`,
      ['CSS for “:nth-constructor(2n)”'],
    ],
    [
      'a place on a marker',
      `<marker id="m" refX="constructor"><path d="M0 0H9"/></marker>${shape('marker-end="url(#m)"')}`,
      ['line without a stroke'],
    ],
  ]
  test.each(named)('%s', (_, body, names) => {
    const { drawing, warnings } = readSvg(svgPage(body))
    expect(strokesOf(drawing.layers[0].marks).map(({ points }) => [...points])).toEqual([[0, 0, 9, 0]])
    expect(warnings).toEqual(names.map((name) => `Left out: 1 × ${name}`))
  })

  test('an entity', () => expect(readXml('<svg>&constructor;&lt;</svg>').text).toBe('&constructor;<'))
})

test('a style sheet may have any number of rules for screens, and so many in one another', () => {
  const read = (css: string) => {
    const { drawing, warnings } = readSvg(svgPage(`<style>${css}</style><path d="M0 0H9" stroke="red"/>`))
    return { colors: drawing.layers.map(({ pen }) => pen.color), warnings }
  }
  const blue = 'path{stroke:blue}'
  expect(read(`@media screen{${'g{x:y}'.repeat(200_000)}${blue}}`).colors).toEqual(['#0000ff'])
  const nested = (depth: number) => read(`${'@media screen{'.repeat(depth)}${blue}${'}'.repeat(depth)}`)
  expect(nested(20)).toEqual({ colors: ['#0000ff'], warnings: [] })
  expect(nested(5000)).toEqual({
    colors: ['#ff0000'],
    warnings: ['Left out: 1 × CSS @media nested more than 20 deep'],
  })
})

describe('what is nested and what has many parts ends', () => {
  const parts = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `<rect x="${(i * 7) % 100}" y="${(i * 13) % 97}" width="5" height="5"/>`,
    ).join('')
  const cut = (by: string) =>
    readSvg(svgPage(`${by}<rect x="20" y="20" width="60" height="60" clip-path="url(#c)" mask="url(#m)"/>`))
      .drawing.layers.flatMap(({ marks }) => strokesOf(marks))
      .map(({ points }) => points.length)

  test.each([
    ['a mask of 8000', `<mask id="m" fill="#fff">${parts(8000)}</mask>`],
    ['a clip path of 4000', `<clipPath id="c">${parts(4000)}</clipPath>`],
  ])('%s', (_, by) => expect(cut(by)).toEqual([8]), 5000)

  const boxed = (depth: number, body: string) =>
    svgPage(
      `${'<g style="transform:scale(1);transform-box:fill-box">'.repeat(depth)}${body}${'</g>'.repeat(depth)}`,
    )
  test('boxes in boxes are measured once', () => {
    const { layers } = readSvg(boxed(100, '<path d="M0 0H9" stroke="red"/>')).drawing
    expect(strokesOf(layers[0].marks).map(({ points }) => [...points])).toEqual([[0, 0, 9, 0]])
  }, 1000)

  test('points are counted as they are made, of boxes as well', () => {
    const curve = `<path d="M0 0${'C9 9 99 0 1 1'.repeat(2000)}" stroke="red"/>`
    expect(() => readSvg(boxed(9, curve.repeat(10)))).toThrow(expect.objectContaining({ code: 'too_large' }))
  })

  test('what is clipped away is not drawn, and its box is that of all of it', () => {
    const clip = '<clipPath id="c"><rect width="30" height="99"/></clipPath>'
    const lines = '<g clip-path="url(#c)"><path d="M20 20H60" stroke="red"/></g>'
    const turned = `${clip}<g style="transform:scale(-1);transform-box:fill-box;transform-origin:50% 50%">${lines}</g>`
    const { layers } = readSvg(svgPage(turned)).drawing
    expect(strokesOf(layers[0].marks).map(({ points }) => [...points])).toEqual([[60, 20, 50, 20]])
  })
})

describe('what every element would be asked is counted, or asked where it stands', () => {
  const many = (count: number, of: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => of(i)).join('')
  const lines = '<path d="M0 0H9" fill="none" stroke="red"/>'.repeat(9000)

  test('rules that are tried', () => {
    const rules = many(3000, (i) => `path[a="${i}"]{stroke:blue}`)
    expect(() => readSvg(svgPage(`<style>${rules}</style>${lines}`))).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    )
  })

  test('declarations that are weighed', () => {
    const rule = `path{${many(3000, (i) => `--a${i}:b;`)}}`
    expect(() => readSvg(svgPage(`<style>${rule}</style>${lines}`))).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    )
  })

  test('prefixes', () => {
    const text = `<svg xmlns="http://www.w3.org/2000/svg" ${many(2000, (i) => `xmlns:a${i}="b${i}" `)}>${'<g xmlns:b="c"/>'.repeat(20_000)}${lines}</svg>`
    expect(strokesOf(readSvg(text).drawing.layers[0].marks)).toHaveLength(9000)
  }, 2000)

  test('variables', () => {
    const style = `<style>svg{${many(2000, (i) => `--a${i}:blue;`)}}</style>`
    const body = '<g style="--b:c"/>'.repeat(20_000)
    const line = '<g style="--a2:lime"><path d="M0 0H9" style="--b:c;stroke:var(--a2)"/></g>'
    const { layers } = readSvg(svgPage(`${style}${body}${line}`)).drawing
    expect(layers.map(({ pen }) => pen.color)).toEqual(['#00ff00'])
  }, 2000)

  test('the style of a marker', () => {
    const marker = `${'<g stroke="red">'.repeat(100)}<marker id="m"/>${'</g>'.repeat(100)}`
    const line = `<path marker-mid="url(#m)" fill="none" stroke="red" d="M0 0${'h1v1'.repeat(30_000)}"/>`
    expect(strokesOf(readSvg(svgPage(marker + line)).drawing.layers[0].marks)).toHaveLength(1)
  }, 2000)
})
