import { readFile, writeFile } from 'node:fs/promises'
import { readDrawing, strokesBox } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { expect, test } from 'vitest'
import { useDrawingFolder } from '../../testing/drawing-folder.ts'
import { runInside } from '../../testing/run-cli.ts'

const at = useDrawingFolder()

test('a drawing is turned, sized and put somewhere, on its sheet or another', async () => {
  const placed = async (command: string, ...flags: string[]) => {
    const args = [command, at('in.svg'), '-o', at('placed.json'), '--json', ...flags]
    const { code, stdout } = await runInside(args)
    expect(code).toBe(0)
    const { sheet, layers } = readDrawing(await readFile(at('placed.json'), 'utf8'))
    return {
      sheet,
      box: strokesBox(layers.flatMap(({ marks }) => strokesOf(marks))),
      report: JSON.parse(stdout),
    }
  }
  const before = await placed('convert')
  const [wide, high] = [before.box.maxX - before.box.minX, before.box.maxY - before.box.minY]
  const small = await placed('convert', '--paper', 'a4', '--rotate', '90', '--width', '20', '--at', '30,40')
  expect(small.box).toMatchObject({ minX: expect.closeTo(30, 3), maxX: expect.closeTo(50, 3) })
  expect(small.box.minY).toBeCloseTo(40, 3)
  expect(small.box.maxY - small.box.minY).toBeCloseTo((20 * wide) / high, 2)
  const moved = await placed('plan', '--at', '-5,0')
  expect(moved.sheet).toEqual(before.sheet)
  expect(moved.box.maxX).toBeCloseTo(wide - 5, 2)
  expect(moved.report.warnings.join()).toMatch(/\d+ mm of ink lay outside the margins/)
  const slanted = await placed('convert', '--paper', 'a3', '--rotate', '-30')
  const { widthMm, heightMm, marginMm } = slanted.sheet
  expect((slanted.box.minX + slanted.box.maxX) / 2).toBeCloseTo(widthMm / 2, 3)
  expect(Math.min(slanted.box.minX, slanted.box.minY)).toBeCloseTo(marginMm, 3)
  expect(widthMm > heightMm).toBe(slanted.box.maxX - slanted.box.minX > slanted.box.maxY - slanted.box.minY)
  const { code, stderr } = await runInside(['convert', at('in.svg'), '-o', at('x.svg'), '--at', '3'])
  expect([code, stderr]).toEqual([2, expect.stringMatching(/--at: expected X,Y in mm from the top left/)])
})

test('what fills a paper and has no margin gets one, unless it is told where it lies', async () => {
  const left = async (...flags: string[]) => {
    const args = ['convert', at('in.svg'), '-o', at('filled.json'), '--paper', ...flags]
    expect((await runInside(args)).code).toBe(0)
    const { sheet, layers } = readDrawing(await readFile(at('filled.json'), 'utf8'))
    const { minX } = strokesBox(layers.flatMap(({ marks }) => strokesOf(marks)))
    return [sheet.marginMm, Math.round(minX * 100) / 100]
  }
  expect(await left('200x300')).toEqual([15, 15])
  expect(await left('60x90')).toEqual([6, 6])
  expect(await left('200x300', '--margin', '0')).toEqual([0, 0])
  expect(await left('200x300', '--width', '100', '--at', '3,4')).toEqual([0, 3])
})

test('turned alone it keeps its size, and by right angles its place on the sheet', async () => {
  const shape = '<path fill="none" stroke="black" d="M10 20h40l10 15v10h-50z"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120mm" height="80mm" viewBox="0 0 120 80">${shape}</svg>`
  await writeFile(at('shape.svg'), svg)
  const turned = async (degrees: string) => {
    const args = ['convert', at('shape.svg'), '-o', at('turned.json'), '--rotate', degrees]
    expect((await runInside(args)).code).toBe(0)
    const { sheet, layers } = readDrawing(await readFile(at('turned.json'), 'utf8'))
    const box = strokesBox(layers.flatMap(({ marks }) => strokesOf(marks)))
    return [sheet.widthMm, sheet.heightMm, box.minX, box.minY, box.maxX, box.maxY]
  }
  expect(await turned('90')).toEqual([80, 120, 35, 10, 60, 60])
  expect(await turned('180')).toEqual([120, 80, 60, 35, 110, 60])
  expect(await turned('-90')).toEqual([80, 120, 20, 60, 45, 110])
  const [widthMm, heightMm, minX = 0, minY = 0, maxX = 0, maxY = 0] = await turned('30')
  expect([widthMm, heightMm]).toEqual([120, 80])
  expect([(minX + maxX) / 2, (minY + maxY) / 2]).toEqual([expect.closeTo(35, 3), expect.closeTo(32.5, 3)])
  // The corners that are farthest apart: from (10, 45) to (60, 35) across, from (10, 20) to (60, 45) down.
  expect(maxX - minX).toBeCloseTo(50 * Math.cos(Math.PI / 6) + 10 * Math.sin(Math.PI / 6), 3)
  expect(maxY - minY).toBeCloseTo(50 * Math.sin(Math.PI / 6) + 25 * Math.cos(Math.PI / 6), 3)
})

test('a paper has any size, in mm or inches, by any of its names', async () => {
  const sheetOn = async (paper: string) => {
    const { code, stderr } = await runInside(['convert', at('in.svg'), '-o', at('p.json'), '--paper', paper])
    if (code !== 0) return stderr
    const { widthMm, heightMm } = readDrawing(await readFile(at('p.json'), 'utf8')).sheet
    return [widthMm, heightMm]
  }
  expect(await sheetOn('150x250')).toEqual([150, 250])
  expect(await sheetOn('12 × 9IN')).toEqual([228.6, 304.8])
  expect(await sheetOn('A5')).toEqual([148, 210])
  for (const paper of ['5x250', 'a9', '150x250cm']) {
    expect(await sheetOn(paper)).toMatch(
      /--paper: there is no "[^"]+"; expected one of a2, .*, or two sides of 10 to 3000 mm such as 200x300 or 9x12in\n$/,
    )
  }
  const poster = ['convert', at('in.svg'), '-o', at('own.pdf'), '--poster', '80x120']
  expect((await runInside(poster)).code).toBe(0)
  expect((await readFile(at('own.pdf'))).toString('latin1')).toMatch(/\/Count 2 >>/)
})

test('our own SVG keeps its margins', async () => {
  await runInside(['convert', at('in.svg'), '-o', at('a.json'), '--paper', 'A5'])
  const made = JSON.parse(await readFile(at('a.json'), 'utf8'))
  await writeFile(at('a.json'), JSON.stringify({ ...made, sheet: { ...made.sheet, marginMm: 12 } }))
  await runInside(['convert', at('a.json'), '-o', at('a.svg')])
  await runInside(['convert', at('a.svg'), '-o', at('b.json'), '--paper', 'a4'])
  const { sheet, layers } = readDrawing(await readFile(at('b.json'), 'utf8'))
  expect(sheet).toMatchObject({ widthMm: 210, heightMm: 297, marginMm: 12 })
  expect(strokesBox(layers.flatMap(({ marks }) => strokesOf(marks))).minX).toBeCloseTo(12, 2)
})

test('tells of what lies off the page only where it does so in the file that is written', async () => {
  const warningsOf = async (...args: string[]) => {
    const { stdout } = await runInside([...args, '-o', at('x.svg'), '--json'])
    return JSON.parse(stdout).warnings
  }
  const off = ['Part of the drawing lies off its page']
  expect(await warningsOf('convert', at('in.svg'))).toEqual(off)
  expect(await warningsOf('plan', at('in.svg'), '--dedupe', '0.05')).toEqual(off)
  expect(await warningsOf('convert', at('in.svg'), '--paper', 'a4')).toEqual([])
  expect(await warningsOf('plan', at('in.svg'), '--dedupe', '0.05', '--margin', '0')).toEqual([
    '20 mm of ink lay outside the margins and was cut off',
  ])
})

test('a margin beside a paper is that of the paper: the drawing is put within it', async () => {
  const args = ['plan', at('in.svg'), '-o', at('x.json'), '--paper', '200x300', '--margin', '12', '--json']
  const { stdout } = await runInside(args)
  expect(JSON.parse(stdout).warnings.join()).not.toMatch(/margins|page/)
  const { sheet, layers } = JSON.parse(await readFile(at('x.json'), 'utf8'))
  const xs = layers.flatMap(({ marks }: { marks: { points: number[] }[] }) =>
    marks.flatMap(({ points }) => points.filter((_, i) => i % 2 === 0)),
  )
  expect(Math.min(...xs)).toBeCloseTo(12, 3)
  expect(Math.max(...xs)).toBeCloseTo(sheet.widthMm - 12, 3)
  const alone = await runInside(['convert', at('in.svg'), '-o', at('y.svg'), '--margin', '12'])
  expect(alone.stderr).toContain('--margin: expected --paper, --rotate, --width or --at beside it')
})

test('tells where a sheet is larger than its machine', async () => {
  const { stdout } = await runInside([
    ...['convert', at('in.svg'), '-o', at('x.svg'), '--json'],
    ...['--paper', 'a3', '--device', 'axidraw-minikit'],
  ])
  expect(JSON.parse(stdout).warnings.join()).toMatch(
    /The sheet is .* more than the 160 × 102 mm that AxiDraw/,
  )
})
