import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { devices } from '@plotline/vectorizer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInside } from '../testing/run-cli.ts'

let folder: string
const at = (name: string) => join(folder, name)
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><g fill="none"><g stroke="#000"><path d="M10 10H60"/><path d="M60 10H10"/><path d="M90 90V-20"/></g><path stroke="#c00000" d="M50 50h20v20h-20z"/></g></svg>`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-plan-'))
  await writeFile(at('in.svg'), drawing)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function planned(...flags: string[]) {
  const { code, stdout, stderr } = await runInside([
    'plan',
    at('in.svg'),
    '-o',
    at('out.json'),
    '--json',
    ...flags,
  ])
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

describe('plan', () => {
  test('leaves out doubled lines and what lies beyond the margin', async () => {
    const report = await planned('--dedupe', '0.05', '--margin', '5')
    expect(report).toMatchObject({ strokes: 3, before: { strokes: 4 } })
    expect(report.penDownMm).toBeCloseTo(50 + 85 + 80, 3)
  })

  test('leaves out lines under later fills, and tells of them as given', async () => {
    const over = '<rect x="20" y="0" width="20" height="20" fill="#fff" stroke="#c00000"/></svg>'
    await writeFile(at('over.svg'), drawing.replace('</svg>', over))
    const args = ['plan', at('over.svg'), '-o', at('out.json'), '--json']
    const { code, stdout, stderr } = await runInside([...args, '--occlude'])
    expect([code, stderr]).toEqual([0, ''])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ strokes: 7, before: { strokes: 5 } })
    expect(report.penDownMm).toBeCloseTo(50 + 50 - 2 * 20 + 110 + 80 + 80, 3)
  })

  test('draws in passes, and parts a pen that runs dry', async () => {
    const once = await planned('--min', '0')
    const report = await planned('--passes', '2', '--refill', '120')
    expect(report.penDownMm).toBeCloseTo(2 * once.penDownMm, 3)
    expect(report.layers.map(({ name }: { name: string }) => name)).toContain('#000000 refill 2')
    for (const layer of report.layers) expect(layer.penDownMm).toBeLessThanOrEqual(120 + 1e-6)
  })

  test('says what every order costs, and what none can go below', async () => {
    const report = await planned('--order', '--costs', '--bound')
    expect(report.costs.map(({ sort }: { sort: string }) => sort)).toEqual([
      'travel',
      'time',
      'as-drawn',
      'outside-in',
      'left-to-right',
      'darkest-first',
    ])
    expect(report.bound.penUpMm).toBeGreaterThan(0)
    expect(report.bound.penUpMm).toBeLessThanOrEqual(report.penUpMm + 1e-6)
    const told = await runInside(['plan', at('in.svg'), '-o', at('out.json'), '--costs', '--bound'])
    expect(told.stderr).toMatch(/as given: 4 strokes/)
    expect(told.stderr).toMatch(/no order has less than .* in the air; this is .* % above it/)
    expect(told.stderr).toMatch(/outside-in .* in the air/)
  })

  test('sorts as asked', async () => {
    await planned('--sort', 'left-to-right')
    const [{ strokes }] = JSON.parse(await readFile(at('out.json'), 'utf8')).layers
    expect(strokes.map(({ points }: { points: number[] }) => points[0])).toEqual([10, 60, 90])
    const { code, stderr } = await runInside(['plan', at('in.svg'), '-o', at('x.svg'), '--sort', 'nice'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/--sort: there is no "nice"; expected one of travel/),
    ])
  })
})

describe('a machine of one’s own', () => {
  const own = { ...devices['grbl-servo'], name: 'my-plotter', label: 'Mine' }

  test('is written for and named', async () => {
    const dialect = { ...own.dialect, penDown: ['M3 S90', 'G4 P0.5'] }
    await writeFile(at('my.json'), JSON.stringify({ ...own, dialect }))
    const args = ['convert', at('in.svg'), '-o', at('out.gcode'), '--device-file', at('my.json'), '--json']
    const { code, stdout } = await runInside(args)
    expect([code, JSON.parse(stdout).device]).toEqual([0, 'my-plotter'])
    expect(await readFile(at('out.gcode'), 'utf8')).toContain('M3 S90\nG4 P0.5')
  })

  test.each([
    ['no JSON', '{', /--device-file .*my\.json: this is not JSON/],
    ['a key that is missing', JSON.stringify({ ...own, bed: undefined }), /my\.json: bed: /],
    ['a key nobody knows', JSON.stringify({ ...own, colour: 'red' }), /my\.json: .*colour/],
    [
      'a line no machine takes',
      JSON.stringify({ ...own, dialect: { ...own.dialect, start: ['G21\nM3'] } }),
      /my\.json: dialect\.start\.0: expected printable ASCII/,
    ],
  ])('%s is refused in one line', async (_, text, message) => {
    await writeFile(at('my.json'), text)
    const { code, stderr } = await runInside([
      'convert',
      at('in.svg'),
      '-o',
      at('no.gcode'),
      '--device-file',
      at('my.json'),
    ])
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
    expect(stderr).toMatch(/^plotline: [^\n]+\n$/)
    expect(await readdir(folder)).not.toContain('no.gcode')
  })
})

test('HPGL is absolute unless it is to be compact', async () => {
  const written = async (...flags: string[]) => {
    const { code } = await runInside(['convert', at('in.svg'), '-o', at('out.hpgl'), ...flags])
    return [code, await readFile(at('out.hpgl'), 'utf8')]
  }
  const plain = await written()
  expect(plain).toEqual([0, expect.not.stringContaining('PR;')])
  expect(await written('--hpgl', 'plain')).toEqual(plain)
  expect(await written('--hpgl', 'compact')).toEqual([0, expect.stringMatching(/PA;PU\d+,\d+;PR;PD/)])
  const { code, stderr } = await runInside(['convert', at('in.svg'), '-o', at('x.hpgl'), '--hpgl', 'short'])
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/--hpgl: there is no "short"; expected one of plain, compact/),
  ])
})

test('a zip holds one file per pen, SVG can be plain or show the way in the air', async () => {
  expect((await runInside(['convert', at('in.svg'), '-o', at('pens.hpgl.zip')])).code).toBe(0)
  const zip = (await readFile(at('pens.hpgl.zip'))).toString('latin1')
  expect(zip.startsWith('PK')).toBe(true)
  expect([...new Set(zip.match(/\d-[0-9a-z]+\.hpgl/g))]).toEqual(['1-000000.hpgl', '2-c00000.hpgl'])
  await runInside(['convert', at('in.svg'), '-o', at('plain.svg'), '--svg', 'plain'])
  expect(await readFile(at('plain.svg'), 'utf8')).not.toContain('inkscape')
  await runInside(['convert', at('in.svg'), '-o', at('seen.svg'), '--svg', 'preview'])
  expect(await readFile(at('seen.svg'), 'utf8')).toMatch(/<g id="travel"[^>]*><path d="M0 0L10 10/)
})
