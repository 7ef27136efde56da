import { expect, test } from 'vitest'
import { readSvg } from '../svg.ts'

const page = (body: string) =>
  readSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100">${body}</svg>`,
  )
const sheet = '<rect width="100" height="100" fill="#dddddd"/>'
const line = '<path d="M10 10h50" stroke="#000"/>'

test('a filled rectangle as large as the page, first of all, is the paper', () => {
  const { drawing } = page(sheet + line)
  expect(drawing.sheet.paperColor).toBe('#dddddd')
  expect(drawing.layers.map(({ pen }) => pen.color)).toEqual(['#000000'])
})

test.each([
  { what: 'the page itself', shape: '<rect width="100" height="100"/>', paper: '#dddddd', pens: ['#000000'] },
  {
    what: 'a circle',
    shape: '<circle cx="50" cy="50" r="30"/>',
    paper: '#ffffff',
    pens: ['#dddddd', '#000000'],
  },
])('one that is cut to $what is what is left of it', ({ shape, paper, pens }) => {
  const clip = `<clipPath id="cut">${shape}</clipPath>`
  const { drawing } = page(`${clip}<g clip-path="url(#cut)">${sheet}</g>${line}`)
  expect(drawing.sheet.paperColor).toBe(paper)
  expect(drawing.layers.map(({ pen }) => pen.color)).toEqual(pens)
})
