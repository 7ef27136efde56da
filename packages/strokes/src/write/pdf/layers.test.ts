import { expect, test } from 'vitest'
import { smallDrawing } from '../../../testing/drawings.ts'
import { line } from '../../../testing/strokes.ts'
import { writePdf } from '../pdf.ts'
import { posterPages } from './poster.ts'

test('every pen is a layer that viewers list and switch by its name, in plotting order', () => {
  const layers = ['Red', 'Green', 'Blue'].map((name) => ({
    pen: { name, color: '#000000', widthMm: 0.3 },
    marks: [line(10, 10, 20, 20)],
  }))
  const text = new TextDecoder('latin1').decode(writePdf({ ...smallDrawing, layers }).bytes)
  /** In UTF-16 after its mark, as hexadecimal digits. */
  const nameOf = (number: string) => {
    const [, hex = ''] = text.match(new RegExp(`\\n${number} 0 obj\\n<< /Type /OCG /Name <FEFF(.*?)>`)) ?? []
    return hex.replaceAll(/.{4}/g, (code) => String.fromCharCode(Number.parseInt(code, 16)))
  }
  const numbersIn = (list = '') => [...list.matchAll(/(\d+) 0 R/g)].map(([, number]) => number)
  for (const list of [
    /\/OCGs \[(.*?)\]/,
    /\/Order \[(.*?)\]/,
    /\/ON \[(.*?)\]/,
    /\/Properties << (\/L0 .*?) >>/,
  ]) {
    expect(numbersIn(text.match(list)?.[1]).map(nameOf)).toEqual(['1 Red', '2 Green', '3 Blue'])
  }
})

test('a poster is cut by marks that lie beside its part, in line with its edges', () => {
  const mm = (text: string) => (Number(text) * 25.4) / 72
  for (const { content, widthMm, heightMm } of posterPages(
    { widthMm: 420, heightMm: 594 },
    { paper: 'a4' },
  )) {
    const [x, y, width, height] = (content.match(/^q (\S+) (\S+) (\S+) (\S+) re W n/m) ?? []).slice(1).map(mm)
    const black = content.slice(content.indexOf('0 G'), content.indexOf('0.6 G'))
    const ticks = [...black.matchAll(/(\S+) (\S+) m (\S+) (\S+) l S/g)].map((tick) => tick.slice(1).map(mm))
    expect(ticks).toHaveLength(8)
    for (const [x1, y1, x2, y2] of ticks) {
      const isUpright = Math.abs(x1 - x2) < 1e-3
      const [edges, at] = isUpright ? [[x, x + width], x1] : [[y, y + height], y1]
      expect(Math.min(...edges.map((edge) => Math.abs(edge - at)))).toBeLessThan(0.01)
      // Clear of the part, on the paper, and long enough to be seen.
      const [from, size, ends] = isUpright ? [y, height, [y1, y2]] : [x, width, [x1, x2]]
      for (const end of ends) {
        expect(Math.max(from - end, end - from - size)).toBeGreaterThan(0.9)
        expect(end).toBeGreaterThan(0)
        expect(end).toBeLessThan(isUpright ? heightMm : widthMm)
      }
      expect(Math.abs(ends[0] - ends[1])).toBeGreaterThan(1)
    }
  }
})

test('a poster of 200 pages is printed, a longer one refused', () => {
  const options = { paper: 'a4', overlapMm: 0 } as const
  expect(posterPages({ widthMm: 1900, heightMm: 5540 }, options)).toHaveLength(200)
  expect(() => posterPages({ widthMm: 1900, heightMm: 5541 }, options)).toThrow(
    'A poster of 210 pages is more than 200; take a larger paper.',
  )
})

test('grey marks of a poster stand where the parts beside it begin and end, in line on both', () => {
  const mm = (text: string) => (Number(text) * 25.4) / 72
  const sheet = { widthMm: 420, heightMm: 594 }
  const parts = posterPages(sheet, { paper: 'a4', overlapMm: 15 }).map(({ content }) => {
    const [x, y, width, height] = (content.match(/^q (\S+) (\S+) (\S+) (\S+) re W n/m) ?? []).slice(1).map(mm)
    const [moveX, moveY] = (content.match(/^1 0 0 1 (\S+) (\S+) cm/m) ?? []).slice(1).map(mm)
    const ticks = [...content.slice(content.indexOf('0.6 G')).matchAll(/(\S+) (\S+) m (\S+) (\S+) l S/g)]
    const places = ticks.map((tick) => {
      const [x1, y1, x2] = tick.slice(1).map(mm)
      return Math.abs(x1 - x2) < 1e-3 ? `x ${Math.round(x1 - moveX)}` : `y ${Math.round(y1 - moveY)}`
    })
    const edges = { x: [x - moveX, x + width - moveX], y: [y - moveY, y + height - moveY] }
    return { places: new Set(places), edges }
  })
  const isInside = (at: number, [from, to]: readonly number[]) => at > from + 0.5 && at < to - 0.5
  for (const { places, edges } of parts) {
    const wanted = (['x', 'y'] as const).flatMap((axis) =>
      parts
        .flatMap((other) => other.edges[axis])
        .filter((at) => isInside(at, edges[axis]))
        .map((at) => `${axis} ${Math.round(at)}`),
    )
    expect(places).toEqual(new Set(wanted))
    expect(wanted.length).toBeGreaterThan(0)
  }
})
