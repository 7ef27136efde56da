import { describe, expect, test } from 'vitest'
import { readPage, svgPage } from '../../../testing/svg-pages.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { readSvg } from '../svg.ts'
import { readXml } from './xml.ts'

const body = '<path d="M10 10H90" fill="none" stroke="#000"/>'
const inkMm = (text: string) =>
  readSvg(text)
    .drawing.layers.flatMap(({ marks }) => strokesOf(marks))
    .reduce((sum, stroke) => sum + strokeLength(stroke), 0)

describe('entities that a file declares', () => {
  const declare = (subset: string) =>
    `<?xml version="1.0"?><!-- a --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a>[b" [${subset}]>`
  const read: [string, string, string][] = [
    [
      'names of namespaces',
      '<!ENTITY ns "http://ns.example.com/">',
      '<svg xmlns:x="&ns;" width="100" height="100"><path style="fill:none;stroke:#000" d="M0 0H96"/></svg>',
    ],
    [
      'styles',
      `<!ENTITY st0 'fill:none;stroke:#000'>`,
      '<svg width="100" height="100"><path style="&st0;" d="M0 0H96"/></svg>',
    ],
    [
      'one in another',
      '<!ENTITY a "none"><!ENTITY b "fill:&a;;stroke:#000">',
      '<svg width="100" height="100"><path style="&b;" d="M0 0H96"/></svg>',
    ],
    [
      'elements',
      `<!ENTITY p '<path fill="none" stroke="#000" d="M0 0H96"/>'>`,
      '<svg width="100" height="100">&p;</svg>',
    ],
    [
      'the first of two alike',
      '<!ENTITY a "96"><!ENTITY a "1">',
      '<svg width="100" height="100"><path fill="none" stroke="#000" d="M0 0H&a;"/></svg>',
    ],
    [
      'other declarations and comments between',
      '<!-- ]> --><!ELEMENT svg ANY><?a ]>?><!ENTITY a "96">',
      '<svg width="100" height="100"><path fill="none" stroke="#000" d="M0 0H&a;"/></svg>',
    ],
  ]
  test.each(read)('%s', (_, subset, svg) => expect(inkMm(declare(subset) + svg)).toBeCloseTo(25.4, 6))

  const bomb = Array.from({ length: 10 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')
  const refused: [string, string, string, string][] = [
    ['from outside', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<svg/>', 'bad_drawing'],
    ['of a public name', '<!ENTITY a PUBLIC "b" "http://example.com/">', '<svg/>', 'bad_drawing'],
    ['for the document type', '<!ENTITY % a "b">%a;', '<svg/>', 'bad_drawing'],
    ['that hold themselves', '<!ENTITY a "&b;"><!ENTITY b "&a;">', '<svg><g id="&a;"/></svg>', 'bad_drawing'],
    [
      'that grow tenfold ten times',
      `<!ENTITY e0 "lol">${bomb}`,
      '<svg><title>&e10;</title></svg>',
      'too_large',
    ],
    [
      'that are long and many',
      `<!ENTITY a "${'a'.repeat(1e5)}">`,
      `<svg><title>${'&a;'.repeat(1000)}</title></svg>`,
      'too_large',
    ],
    ['that do not end', '<!ENTITY a "b', '<svg/>', 'bad_drawing'],
  ]
  test.each(refused)('none %s', (_, subset, svg, code) => {
    expect(() => readSvg(declare(subset) + svg)).toThrow(
      expect.objectContaining({ name: 'DrawingError', code }),
    )
  })

  test('what is not declared, and CDATA, stay as they are', () => {
    const { text } = readXml(`${declare('<!ENTITY a "b">')}<svg>&c;&a;<![CDATA[&a;]]></svg>`)
    expect(text).toBe('&c;b&a;')
  })
})

describe('namespaces', () => {
  const read: [string, string][] = [
    [
      'a prefix',
      `<v:svg xmlns:v="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><v:path d="M10 10H90" fill="none" stroke="#000"/></v:svg>`,
    ],
    [
      'a prefix for a part',
      svgPage(`<v:path xmlns:v="http://www.w3.org/2000/svg" d="M10 10H90" fill="none" stroke="#000"/>`),
    ],
    ['none at all', `<svg width="100mm" height="100mm" viewBox="0 0 100 100">${body}</svg>`],
    [
      'another prefix for XLink',
      svgPage(
        `<defs><path id="a" d="M10 10H90" fill="none" stroke="#000"/></defs><use xmlns:l="http://www.w3.org/1999/xlink" l:href="#a"/>`,
      ),
    ],
    [
      'what is of another is not drawn',
      svgPage(`${body}<x xmlns="http://www.w3.org/1999/xhtml"><path d="M0 0H9" stroke="red"/></x>`),
    ],
    ['SVG within that is not drawn either', svgPage(`${body}<x:y xmlns:x="x">${body}</x:y>`)],
  ]
  test.each(read)('%s', (_, text) => expect(inkMm(text)).toBeCloseTo(80, 6))

  test('Inkscape under another name', () => {
    const layer = `<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:groupmode="layer" i:label="Ink">${body}</g>`
    expect(readSvg(svgPage(layer)).drawing.layers.map(({ pen }) => pen.name)).toEqual(['Ink'])
  })
})

describe('switch', () => {
  const line = (mm: number, conditions = '') => `<path ${conditions} d="M0 0H${mm}"/>`
  test.each([
    ['the first that is for us', `${line(5, 'requiredExtensions="a"')}${line(9)}${line(7)}`],
    ['by language', `${line(5, 'systemLanguage="de"')}${line(9, 'systemLanguage="fr, en-GB"')}${line(7)}`],
    ['what can be drawn before what cannot', `<foreignObject/>${line(9)}`],
  ])('%s', (_, children) => {
    expect(readPage(`<switch>${children}</switch>`)).toMatchObject({ points: [[0, 0, 9, 0]], warnings: [] })
  })
})
