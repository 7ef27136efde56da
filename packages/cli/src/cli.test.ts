import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspectImage } from '@plotline/imaging'
import { imageFrom } from '@plotline/imaging/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInside, startCli } from '../testing/run-cli.ts'

let folder: string
let photo: string
const out = (name: string) => join(folder, 'out', name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline cli '))
  photo = join(folder, 'photo of a ball.jpg')
  const ball = (x: number, y: number) => Math.hypot(x - 120, y - 80) < 50
  const bytes = await imageFrom(240, 160, (x, y) => (ball(x, y) ? [40, 40, 60 + (x % 90)] : [235, 230, 225]))
    .jpeg()
    .toBuffer()
  await writeFile(photo, bytes)
})
beforeEach(async () => {
  await rm(join(folder, 'out'), { recursive: true, force: true })
  await mkdir(join(folder, 'out'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const svg = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><g fill="none" stroke="#000">${body}</g></svg>`

describe('the real process', () => {
  test('draws a photo, tells about it as JSON, and draws it again the same', async () => {
    const first = await startCli(['vectorize', photo, '-o', out('a.svg'), '--json']).ended
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const report = JSON.parse(first.stdout)
    expect(Object.keys(report).sort()).toEqual(
      [
        'input',
        'layers',
        'output',
        'penDownMm',
        'penUpMm',
        'plotSeconds',
        'points',
        'seed',
        'stages',
        'strokes',
        'style',
        'warnings',
      ].sort(),
    )
    expect(report).toMatchObject({ input: photo, output: out('a.svg'), style: 'lines', seed: 1 })
    expect(report.strokes).toBeGreaterThan(0)
    expect(report.layers[0].strokes).toBe(report.strokes)
    expect(report.stages.map(({ stage }: { stage: string }) => stage)).toEqual(
      expect.arrayContaining(['decode', 'tone', 'edges', 'simplify', 'order', 'layout', 'write']),
    )
    const again = await startCli(['vectorize', photo, '-o', out('b.svg')]).ended
    expect(again).toMatchObject({ code: 0, stdout: '' })
    expect(again.stderr).toContain(`${report.strokes} strokes`)
    expect(await readFile(out('b.svg'), 'utf8')).toBe(await readFile(out('a.svg'), 'utf8'))
  })

  test('an interrupt ends it with 130 and leaves nothing behind', async () => {
    const large = join(folder, 'large.png')
    await writeFile(
      large,
      await imageFrom(3000, 3000, (x, y) => [(x * y) % 256, (x * 7) % 256, (y * 5) % 256])
        .png()
        .toBuffer(),
    )
    const { child, ended } = startCli(['vectorize', large, '-o', out('never.svg'), '--set', 'workingPx=3000'])
    // The decoder's process is the sign that work has begun and the handler stands.
    await once(child, 'spawn')
    const stop = setInterval(() => child.kill('SIGINT'), 50)
    const { code, stderr } = await ended
    clearInterval(stop)
    // Before its handler stands, the signal itself ends a process: then there is no code.
    expect([130, null]).toContain(code)
    if (code === 130 && stderr !== '') expect(stderr).toContain('interrupted')
    expect(await readdir(join(folder, 'out'))).toEqual([])
  })

  test('bad input ends with 2 and one line', async () => {
    const { code, stdout, stderr } = await startCli(['vectorize', join(folder, 'no.jpg'), '-o', out('a.svg')])
      .ended
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`plotline: ${join(folder, 'no.jpg')}: there is no such file\n`)
  })
})

describe('vectorize', () => {
  test.each(['svg', 'pdf', 'hpgl', 'gcode', 'dxf', 'png', 'json'])('writes .%s', async (extension) => {
    const result = await runInside([
      'vectorize',
      photo,
      '-o',
      out(`a.${extension}`),
      '--style',
      'hatch',
      '--set',
      'workingPx=200',
    ])
    expect(result.stderr).not.toContain('plotline:')
    expect(result.code).toBe(0)
    expect((await readFile(out(`a.${extension}`))).length).toBeGreaterThan(100)
  })

  test('takes a recipe, single values over it, and puts them into the result', async () => {
    const recipe = join(folder, 'recipe.json')
    await writeFile(recipe, JSON.stringify({ style: 'hatch', page: { paper: 'a5' }, knobs: { detail: 0.2 } }))
    const args = [
      '--recipe',
      recipe,
      '--seed',
      '9',
      '--paper',
      'a6',
      '--set',
      'detail=.8',
      '--set',
      'hatch.anglesDeg=15,105',
      '--set',
      'pens=[{"name":"Red","color":"#c00000","widthMm":0.5}]',
    ]
    const { code, stderr } = await runInside(['vectorize', photo, '-o', out('a.json'), ...args])
    expect([code, stderr]).toEqual([0, expect.stringContaining('strokes')])
    const { meta, sheet, layers } = JSON.parse(await readFile(out('a.json'), 'utf8'))
    expect(meta).toMatchObject({
      style: 'hatch',
      seed: 9,
      recipe: { knobs: { detail: 0.8 }, hatch: { anglesDeg: [15, 105] } },
    })
    expect([sheet.widthMm, sheet.heightMm].sort()).toEqual([105, 148])
    expect(layers[0].pen).toEqual({ name: 'Red', color: '#c00000', widthMm: 0.5 })
  })

  test('counts time for the device that is named', async () => {
    const { stdout } = await runInside([
      'vectorize',
      photo,
      '-o',
      out('a.hpgl'),
      '--device',
      'hp-7475a',
      '--json',
    ])
    expect(JSON.parse(stdout)).toMatchObject({ device: 'hp-7475a' })
  })

  test('isolates where it is asked to, and names by what', async () => {
    const { code, stdout } = await runInside([
      'vectorize',
      photo,
      '-o',
      out('a.svg'),
      '--set',
      'isolate.mode=off',
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).isolatedBy).toBeUndefined()
  })
})

describe('what is wrong is said in one line, with exit 2 and no file', () => {
  const cases: [string, (photo: string) => string[], RegExp][] = [
    ['no command', () => [], /Expected a command; expected one of vectorize/],
    ['another command', () => ['draw'], /no command "draw"/],
    ['no image', () => ['vectorize', '-o', 'OUT/a.svg'], /Expected IMAGE/],
    ['two images', (file) => ['vectorize', file, file, '-o', 'OUT/a.svg'], /Expected IMAGE, got/],
    ['no output', (file) => ['vectorize', file], /-o is missing/],
    ['an output without a known extension', (file) => ['vectorize', file, '-o', 'OUT/a.bmp'], /\.svg, \.pdf/],
    ['a folder that is not there', (file) => ['vectorize', file, '-o', 'OUT/no/a.svg'], /there is no folder/],
    [
      'an unknown flag',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--colour', 'red'],
      /--colour.*flags are --output, --device, --device-file, --svg, --hpgl, --json, --style/,
    ],
    [
      'an unknown style',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--style', 'cubist'],
      /--style: there is no "cubist"; expected one of lines/,
    ],
    [
      'an unknown preset',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--preset', 'cubist'],
      /--preset: there is no "cubist"/,
    ],
    ['an unknown paper', (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--paper', 'a9'], /--paper.*a4/],
    [
      'an unknown device',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--device', 'fax'],
      /--device: No device "fax"/,
    ],
    [
      'an unknown level of ordering',
      (file) => ['plan', file, '-o', 'OUT/a.svg', '--level', 'quick'],
      /--level: there is no "quick"; expected one of none, greedy/,
    ],
    [
      'an unknown key',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'detial=1'],
      /--set detial: there is no such key; known are .*knobs\.detail/,
    ],
    [
      'a key of several groups',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'knobs'],
      /expected key=value/,
    ],
    [
      'a value out of range',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'knobs.detail=7'],
      /--set knobs\.detail=7: knobs\.detail/,
    ],
    [
      'a value of another kind',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'knobs.detail=much'],
      /--set knobs\.detail=much: knobs\.detail/,
    ],
    [
      'a seed that is none',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--seed', 'x'],
      /--seed: expected a number/,
    ],
    [
      'a recipe that is not there',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--recipe', 'OUT/r.json'],
      /r\.json: there is no such file/,
    ],
    [
      'a recipe that is a picture',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--recipe', file],
      /--recipe .*not JSON/,
    ],
    [
      'a machine of another language',
      (file) => ['vectorize', file, '-o', 'OUT/a.gcode', '--device', 'hp-7475a'],
      /hp-7475a|HP 7475A/i,
    ],
    ['a folder for an image', () => ['vectorize', 'OUT', '-o', 'OUT/a.svg'], /this is a folder/],
    ['a picture for a drawing', (file) => ['plan', file, '-o', 'OUT/a.svg'], /neither SVG nor JSON/],
    [
      'a bad length',
      (file) => ['plan', file, '-o', 'OUT/a.svg', '--merge', 'far'],
      /--merge: expected a number/,
    ],
    ['a mask that is no PNG', (file) => ['isolate', file, '-o', 'OUT/a.jpg'], /written as \.png/],
    [
      'a model that there is not',
      (file) => ['isolate', file, '-o', 'OUT/a.png', '--model', 'u3net'],
      /no model "u3net"; expected one of u2netp/,
    ],
  ]
  test.each(cases)('%s', async (_, args, message) => {
    const result = await runInside(args(photo).map((arg) => arg.replace('OUT', join(folder, 'out'))))
    expect(result.stderr).toMatch(/^plotline: [^\n]+\n$/)
    expect(result.stderr).toMatch(message)
    expect([result.code, result.stdout]).toEqual([2, ''])
    expect(await readdir(join(folder, 'out'))).toEqual([])
  })

  test('an output that was there stays as it was', async () => {
    await writeFile(out('a.svg'), 'precious')
    await writeFile(join(folder, 'empty.svg'), svg(''))
    const { code, stderr } = await runInside(['plan', join(folder, 'empty.svg'), '-o', out('a.svg')])
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing to draw')])
    expect(await readFile(out('a.svg'), 'utf8')).toBe('precious')
    expect(await readdir(join(folder, 'out'))).toEqual(['a.svg'])
  })
})

describe('plan', () => {
  const filled = {
    format: 'plotline-drawing',
    version: 1,
    sheet: { widthMm: 100, heightMm: 100, marginMm: 5, paperColor: '#ffffff' },
    meta: { style: 'fill', seed: 1 },
    layers: [
      {
        pen: { name: 'Red', color: '#c00000', widthMm: 0.5 },
        strokes: [{ closed: true, points: [10, 10, 30, 10, 30, 30] }],
        regions: [{ color: '#c00000', contours: [[10, 10, 16, 10, 24, 10, 30, 10, 30, 18, 20, 20, 10, 10]] }],
      },
    ],
  }
  const drawing = svg(
    '<path d="M0 0H10"/><path d="M90 90H80"/><path d="M20 0H10.05"/><path d="M80 91L80 95"/><path d="M30 30h5v5h-5z"/>',
  )

  test('merges and orders, and keeps the ink', async () => {
    await writeFile(join(folder, 'in.svg'), drawing)
    const { code, stdout } = await runInside([
      'plan',
      join(folder, 'in.svg'),
      '-o',
      out('a.svg'),
      '--merge',
      '0.1',
      '--order',
      '--json',
    ])
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ style: 'svg', strokes: 4, warnings: [] })
    expect(report.penDownMm).toBeCloseTo(10 + 10 + 9.95 + 0.05 + 4 + 20, 1)
    expect(report.stages.map(({ stage }: { stage: string }) => stage)).toEqual([
      'decode',
      'merge',
      'order',
      'write',
    ])
    const given = JSON.parse(
      (await runInside(['convert', join(folder, 'in.svg'), '-o', out('b.svg'), '--json'])).stdout,
    )
    expect(report.penUpMm).toBeLessThan(given.penUpMm)
  })

  test('plans its own result to the same bytes', async () => {
    await writeFile(join(folder, 'in.svg'), drawing)
    await runInside(['plan', join(folder, 'in.svg'), '-o', out('a.svg')])
    await runInside(['plan', out('a.svg'), '-o', out('b.svg')])
    expect(await readFile(out('b.svg'), 'utf8')).toBe(await readFile(out('a.svg'), 'utf8'))
  })

  test('keeps what is filled', async () => {
    await writeFile(join(folder, 'in.json'), JSON.stringify(filled))
    expect((await runInside(['plan', join(folder, 'in.json'), '-o', out('a.json')])).code).toBe(0)
    const { layers } = JSON.parse(await readFile(out('a.json'), 'utf8'))
    expect(layers[0].regions).toEqual(filled.layers[0]?.regions)
  })

  test.each([[[]], [['--level', 'none']]])('reloops without changing the order (%j)', async (flags) => {
    await writeFile(join(folder, 'in.svg'), svg('<path d="M0 0L9 9"/><path d="M0 0h10v10h-10z"/>'))
    await runInside(['plan', join(folder, 'in.svg'), '-o', out('a.json'), '--reloop', ...flags])
    const { layers } = JSON.parse(await readFile(out('a.json'), 'utf8'))
    expect(layers[0].strokes.map(({ points }: { points: number[] }) => points)).toEqual([
      [0, 0, 9, 9],
      [10, 10, 0, 10, 0, 0, 10, 0],
    ])
  })
})

test('convert goes from SVG to a machine’s file and on to JSON and back, on another paper', async () => {
  await writeFile(join(folder, 'in.svg'), svg('<path d="M10 10H90"/>'))
  expect(
    (await runInside(['convert', join(folder, 'in.svg'), '-o', out('a.json'), '--paper', 'a4'])).code,
  ).toBe(0)
  expect((await runInside(['convert', out('a.json'), '-o', out('a.plt')])).code).toBe(0)
  expect(await readFile(out('a.plt'), 'latin1')).toMatch(/^IN;|;IN;/)
  const { sheet } = JSON.parse(await readFile(out('a.json'), 'utf8'))
  expect([sheet.widthMm, sheet.heightMm].sort()).toEqual([210, 297])
})

test('the lists are tables for people and objects for programs', async () => {
  for (const [command, key] of [
    ['styles', 'lines'],
    ['devices', 'hp-7475a'],
    ['models', 'u2netp'],
  ] as const) {
    expect(await runInside([command])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(key),
      stderr: '',
    })
    expect(JSON.stringify(JSON.parse((await runInside([command, '--json'])).stdout))).toContain(`"${key}"`)
  }
  expect(await runInside(['--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('plotline vectorize IMAGE'),
  })
})

test('a mask has the picture’s upright size', async () => {
  const turned = join(folder, 'turned.jpg')
  await writeFile(
    turned,
    await imageFrom(90, 60, (x) => (x > 30 && x < 60 ? [200, 30, 30] : [240, 240, 240]))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer(),
  )
  await writeFile(join(folder, 'u2netp.onnx'), 'not a model')
  const { ended } = startCli(['isolate', turned, '-o', out('mask.png'), '--json'], {
    PLOTLINE_MODELS: folder,
  })
  const { code, stdout } = await ended
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    width: 60,
    height: 90,
    isolatedBy: 'classical',
    provider: 'cpu',
  })
  expect(await inspectImage(await readFile(out('mask.png')))).toMatchObject({
    type: 'png',
    width: 60,
    height: 90,
  })
})
