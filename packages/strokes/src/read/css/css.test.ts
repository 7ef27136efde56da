import { describe, expect, test } from 'vitest'
import { pensOf, readPage, svgPage } from '../../../testing/svg-pages.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { readSvg } from '../svg.ts'

const line = (attributes: string) => `<path d="M0 0H9" fill="none" ${attributes}/>`

describe('the cascade', () => {
  const won: [string, string, string][] = [
    ['a sheet over an attribute', `<style>path{stroke:red}</style>${line('stroke="blue"')}`, '#ff0000'],
    ['a style over a sheet', `<style>#a{stroke:red}</style>${line('id="a" style="stroke:blue"')}`, '#0000ff'],
    [
      'important over a style',
      `<style>path{stroke:red ! IMPORTANT}</style>${line('style="stroke:blue"')}`,
      '#ff0000',
    ],
    [
      'an important style over that',
      `<style>path{stroke:red!important}</style>${line('style="stroke:blue!important"')}`,
      '#0000ff',
    ],
    [
      'an id over a class over a name, in any order',
      `<style>#a{stroke:red}.b{stroke:blue}path{stroke:lime}</style>${line('id="a" class="b"')}`,
      '#ff0000',
    ],
    [
      'two classes over one',
      `<style>.a.b{stroke:red}.a{stroke:blue}</style>${line('class="b a"')}`,
      '#ff0000',
    ],
    [
      'the later of two alike',
      `<style>.a{stroke:red}.b{stroke:blue}</style>${line('class="b a"')}`,
      '#0000ff',
    ],
    [
      'a later sheet',
      `<style>.a{stroke:red}</style><style>.a{stroke:blue}</style>${line('class="a"')}`,
      '#0000ff',
    ],
    [
      'nothing of a comment',
      `<style>/* path{stroke:red} */path{stroke:/* red */blue}</style>${line('')}`,
      '#0000ff',
    ],
    [
      'what is quoted is no rule',
      `<style>path[id="}"]{stroke:red}path{stroke:blue}</style>${line('')}`,
      '#0000ff',
    ],
    ['a broken declaration is none', `<style>path{stroke red;;stroke:blue}</style>${line('')}`, '#0000ff'],
    [
      'a sheet for screens',
      `<style>@media screen{path{stroke:blue}}@media print{path{stroke:red}}</style>${line('')}`,
      '#0000ff',
    ],
    ['a variable', `<style>:root{--ink:teal}path{stroke:var(--ink)}</style>${line('')}`, '#008080'],
    [
      'a variable that is nowhere',
      `<style>path{stroke:var(--none, var(--no, navy))}</style>${line('')}`,
      '#000080',
    ],
    ['initial', `<g stroke="red">${line('style="stroke:initial"')}${line('stroke="blue"')}</g>`, '#0000ff'],
  ]
  test.each(won)('%s', (_, body, color) => expect(pensOf(body)).toEqual([color]))

  const selected: [selector: string, count: number][] = [
    ['path', 3],
    ['*', 3],
    ['g path', 3],
    ['g > path', 3],
    ['svg > g > g > path', 1],
    ['path + g path', 2],
    ['path ~ g path', 2],
    ['.ink', 2],
    ['.ink.thin', 1],
    ['#one', 1],
    ['path#one.ink', 1],
    ['[data-k]', 1],
    ['[data-k="a b"]', 1],
    ['[data-k~=b]', 1],
    ['[data-k^=a]', 1],
    ['[data-k$=b]', 1],
    ['[data-k*=" "]', 1],
    ['[id|=two]', 1],
    ['path:not(.ink)', 1],
    ['path:is(.thin, #one)', 2],
    ['path:where(.ink)', 2],
    ['path:first-child', 3],
    ['path:last-child', 1],
    ['path:nth-child(2n+1)', 3],
    ['path:nth-child(-n+1)', 3],
    ['path:nth-of-type(2)', 0],
    ['path:hover', 0],
    ['path, .ink', 3],
    ['div path', 0],
  ]
  test.each(selected)('%s', (selector, count) => {
    const body =
      '<path id="one" class="ink" d="M0 0H9"/><g><path class="thin ink" data-k="a b" d="M0 1H9"/><g><path id="two-b" d="M0 2H9"/></g></g>'
    const { drawing, warnings } = readSvg(
      svgPage(`<style>path{fill:none}${selector}{stroke:red}</style><g>${body}</g>`),
    )
    expect(drawing.layers.flatMap(({ marks }) => strokesOf(marks))).toHaveLength(count)
    expect(warnings.filter((one) => one.includes('CSS'))).toEqual([])
  })
})

describe('colors', () => {
  const read: [string, string][] = [
    ['RED', '#ff0000'],
    ['ReBeCCaPurple', '#663399'],
    ['#F00', '#ff0000'],
    ['#ff000080', '#ff0000'],
    ['rgb(0 128 255)', '#0080ff'],
    ['rgb(10%, 20%, 30%)', '#1a334d'],
    ['hsl(120, 100%, 25%)', '#008000'],
    ['HSL(0.5turn 100% 50% / .5)', '#00ffff'],
    ['hwb(120 0% 50%)', '#008000'],
    ['oklch(0.6 0.2 30)', '#de3e2d'],
    ['lab(50% 40 59)', '#bf5702'],
    ['color(srgb 1 0 0)', '#ff0000'],
    ['#ff0000 icc-color(a, 1, 2)', '#ff0000'],
  ]
  test.each(read)('%s', (text, color) => expect(pensOf(line(`stroke="${text}"`))).toEqual([color]))

  test('currentColor is the color of the shape itself', () => {
    expect(pensOf(`<g color="red" stroke="CurrentColor">${line('color="blue"')}</g>`)).toEqual(['#0000ff'])
  })

  test('what is no color is named, and the color around it stays', () => {
    for (const text of ['ff0000', 'hsl(', 'blu', 'light-dark(red, blue)']) {
      const { drawing, warnings } = readSvg(svgPage(`<g stroke="lime">${line(`stroke="${text}"`)}</g>`))
      expect(drawing.layers.map(({ pen }) => pen.color)).toEqual(['#00ff00'])
      expect(warnings).toEqual([`Left out: 1 × color “${text}”`])
    }
  })

  test('paint that is nowhere is none, by name', () => {
    const { drawing, warnings } = readSvg(svgPage(line('stroke="url(#gone)"')))
    expect(drawing.layers).toEqual([])
    expect(warnings[0]).toBe('Left out: 1 × paint that is not in the file')
  })
})

describe('what is not understood is named', () => {
  const named: [string, string][] = [
    ['<path d="M0 0H9" filter="url(#f)"/>', 'filter'],
    ['<path d="M0 0H9" style="filter:blur(1px)"/>', 'filter'],
    ['<path d="M0 0H9" style="offset-path:path(&quot;M0 0&quot;)"/>', 'offset-path'],
    ['<path d="M0 0H9" style="clip-path:blob(40%)"/>', 'clipPath “blob(40%)”'],
    ['<path d="M0 0H9" vector-effect="fixed-position"/>', 'vector-effect fixed-position'],
    ['<style media="print">path{stroke:red}</style><path d="M0 0H9"/>', 'style sheet for other media'],
    [
      '<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="stylesheet" href="a.css"/><path d="M0 0H9"/>',
      'style sheet outside the file',
    ],
    ['<path d="M0 0H9" stroke-width="thick"/>', 'stroke-width “thick”'],
    ['<path d="M0 0H9" stroke-dasharray="a b"/>', 'stroke-dasharray “a b”'],
    ['<path d="M0 0H9" transform="turn(3)"/>', 'transform “turn(3)”'],
    ['<path d="M0 0H9" transform="rotate(3) x"/>', 'transform “rotate(3) x”'],
    ['<path d="M0 0H9" style="transform:rotateX(30deg)"/>', 'transform “rotateX(30deg)”'],
    ['<path d="M0 0H9" clip-path="url(#none)"/>', 'clipPath that is not in the file'],
    ['<path d="M0 0H9" marker-end="url(#none)"/>', 'marker that is not in the file'],
    ['<path d="M0 0H9"><animate attributeName="d"/></path>', 'animation'],
    ['<path d="M0 0H9"/><rect width="3vw" height="4"/>', 'broken shape, drawn up to the break'],
    ['<path d="M0 0H9"/><blink/>', '<blink>'],
    ['<path d="M0 0H9"/><script>1</script>', 'script'],
    ['<path d="M0 0H9"/><foreignObject/>', 'foreign object'],
    ['<path d="M0 0H9"/><b:g xmlns:b="b"><path d="M0 0H9"/></b:g>', '<b:g>'],
    ['<path d="M0 0H9"/><g xmlns="b"><path d="M0 0H9"/></g>', '<g>'],
    ['<path d="M0 0H9"/><path systemLanguage="de" d="M0 0H9"/>', 'element that is not for us'],
    ['<style>path::before{stroke:red}</style><path d="M0 0H9"/>', 'CSS for “path::before”'],
    ['<style>@import "a.css";</style><path d="M0 0H9"/>', 'CSS @import'],
    ['<style>@supports (a:b){path{stroke:red}}</style><path d="M0 0H9"/>', 'CSS @supports'],
  ]
  test.each(named)('%s', (body, name) => {
    const { mm, warnings } = readPage(body)
    expect(mm).toBeCloseTo(9, 6)
    expect(warnings).toEqual([`Left out: 1 × ${name}`])
  })

  test('what moves no line is not', () => {
    const quiet =
      'style="-inkscape-stroke:none;font-family:\'A;B\';stroke-linecap:round;paint-order:stroke;mix-blend-mode:multiply;shape-rendering:auto;filter:none" data-a="b" aria-label="c" stroke-miterlimit="4"'
    expect(readPage(`<title>a</title><desc>b</desc><path d="M0 0H9" ${quiet}/>`).warnings).toEqual([])
  })
})

test('selectors that would look at everything for everything end', () => {
  const many = '<path d="M0 0H9"/>'.repeat(10_000)
  expect(() => readSvg(svgPage(`<style>g ~ path{stroke:red}</style>${many}`))).toThrow(
    expect.objectContaining({ code: 'too_large' }),
  )
  expect(
    readSvg(svgPage(`<style>path:nth-child(2n){stroke:red}</style>${many}`)).drawing.layers,
  ).toHaveLength(1)
})

test('a root that cannot be measured is named', () => {
  const { warnings } = readSvg(
    '<svg width="50vw" height="9" viewBox="0 0 9"><path d="M0 0H9" stroke="red"/></svg>',
  )
  expect(warnings.slice(0, 2)).toEqual(['Left out: 1 × viewBox “0 0 9”', 'Left out: 1 × width “50vw”'])
})
