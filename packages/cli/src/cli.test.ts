import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspectImage } from '@plotline/imaging'
import { imageFrom } from '@plotline/imaging/testing'
import { describe, expect, test } from 'vitest'
import { runInside, startCli } from '../testing/run-cli.ts'
import { svg, useWorkspace } from '../testing/workspace.ts'

const place = useWorkspace()

describe('the real process', () => {
  test('draws a photo, tells about it as JSON, and draws it again the same', async () => {
    const first = await startCli(['vectorize', place.photo, '-o', place.out('a.svg'), '--json']).ended
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
    expect(report).toMatchObject({ input: place.photo, output: place.out('a.svg'), style: 'lines', seed: 1 })
    expect(report.strokes).toBeGreaterThan(0)
    expect(report.layers[0].strokes).toBe(report.strokes)
    expect(report.stages.map(({ stage }: { stage: string }) => stage)).toEqual(
      expect.arrayContaining(['decode', 'tone', 'edges', 'simplify', 'order', 'layout', 'write']),
    )
    const again = await startCli(['vectorize', place.photo, '-o', place.out('b.svg')]).ended
    expect(again).toMatchObject({ code: 0, stdout: '' })
    expect(again.stderr).toContain(`${report.strokes} strokes`)
    expect(await readFile(place.out('b.svg'), 'utf8')).toBe(await readFile(place.out('a.svg'), 'utf8'))
  })

  test('an interrupt ends it with 130 and leaves nothing behind', async () => {
    const large = join(place.folder, 'large.png')
    await writeFile(
      large,
      await imageFrom(3000, 3000, (x, y) => [(x * y) % 256, (x * 7) % 256, (y * 5) % 256])
        .png()
        .toBuffer(),
    )
    const { child, ended } = startCli([
      'vectorize',
      large,
      '-o',
      place.out('never.svg'),
      '--set',
      'workingPx=3000',
    ])
    // The decoder's process is the sign that work has begun and the handler stands.
    await once(child, 'spawn')
    const stop = setInterval(() => child.kill('SIGINT'), 50)
    const { code, stderr } = await ended
    clearInterval(stop)
    // Before its handler stands, the signal itself ends a process: then there is no code.
    expect([130, null]).toContain(code)
    if (code === 130 && stderr !== '') expect(stderr).toContain('interrupted')
    expect(await readdir(place.out(''))).toEqual([])
  })

  test('bad input ends with 2 and one line', async () => {
    const { code, stdout, stderr } = await startCli([
      'vectorize',
      join(place.folder, 'no.jpg'),
      '-o',
      place.out('a.svg'),
    ]).ended
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`plotline: ${join(place.folder, 'no.jpg')}: there is no such file\n`)
  })
})

describe('vectorize', () => {
  test.each(['svg', 'pdf', 'hpgl', 'gcode', 'dxf', 'png', 'json'])('writes .%s', async (extension) => {
    const result = await runInside([
      'vectorize',
      place.photo,
      '-o',
      place.out(`a.${extension}`),
      '--style',
      'hatch',
      '--set',
      'workingPx=200',
    ])
    expect(result.stderr).not.toContain('plotline:')
    expect(result.code).toBe(0)
    expect((await readFile(place.out(`a.${extension}`))).length).toBeGreaterThan(100)
  })

  test('takes a recipe, single values over it, and puts them into the result', async () => {
    const recipe = join(place.folder, 'recipe.json')
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
    const { code, stderr } = await runInside(['vectorize', place.photo, '-o', place.out('a.json'), ...args])
    expect([code, stderr]).toEqual([0, expect.stringContaining('strokes')])
    const { meta, sheet, layers } = JSON.parse(await readFile(place.out('a.json'), 'utf8'))
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
      place.photo,
      '-o',
      place.out('a.hpgl'),
      '--device',
      'hp-7475a',
      '--json',
    ])
    expect(JSON.parse(stdout)).toMatchObject({ device: 'hp-7475a' })
  })

  test('isolates where it is asked to, and names by what', async () => {
    const { code, stdout } = await runInside([
      'vectorize',
      place.photo,
      '-o',
      place.out('a.svg'),
      '--set',
      'isolate.mode=off',
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).isolatedBy).toBeUndefined()
  })
})

describe('plan', () => {
  const filled = {
    format: 'plotline-drawing',
    version: 2,
    sheet: { widthMm: 100, heightMm: 100, marginMm: 5, paperColor: '#ffffff' },
    meta: { style: 'fill', seed: 1 },
    layers: [
      {
        pen: { name: 'Red', color: '#c00000', widthMm: 0.5 },
        marks: [
          { color: '#c00000', contours: [[10, 10, 16, 10, 24, 10, 30, 10, 30, 18, 20, 20, 10, 10]] },
          { closed: true, points: [10, 10, 30, 10, 30, 30], isBorder: true },
        ],
      },
    ],
  }
  const drawing = svg(
    '<path d="M0 0H10"/><path d="M90 90H80"/><path d="M20 0H10.05"/><path d="M80 91L80 95"/><path d="M30 30h5v5h-5z"/>',
  )

  test('merges and orders, and keeps the ink', async () => {
    await writeFile(join(place.folder, 'in.svg'), drawing)
    const { code, stdout } = await runInside([
      'plan',
      join(place.folder, 'in.svg'),
      '-o',
      place.out('a.svg'),
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
      (await runInside(['convert', join(place.folder, 'in.svg'), '-o', place.out('b.svg'), '--json'])).stdout,
    )
    expect(report.penUpMm).toBeLessThan(given.penUpMm)
  })

  test('plans its own result to the same bytes', async () => {
    await writeFile(join(place.folder, 'in.svg'), drawing)
    await runInside(['plan', join(place.folder, 'in.svg'), '-o', place.out('a.svg')])
    await runInside(['plan', place.out('a.svg'), '-o', place.out('b.svg')])
    expect(await readFile(place.out('b.svg'), 'utf8')).toBe(await readFile(place.out('a.svg'), 'utf8'))
  })

  test('keeps what is filled', async () => {
    await writeFile(join(place.folder, 'in.json'), JSON.stringify(filled))
    expect((await runInside(['plan', join(place.folder, 'in.json'), '-o', place.out('a.json')])).code).toBe(0)
    const { layers } = JSON.parse(await readFile(place.out('a.json'), 'utf8'))
    expect(layers[0].marks.slice(0, 1)).toEqual(filled.layers[0]?.marks.slice(0, 1))
  })

  test('draws the borders of what is filled where an SVG goes to a pen', async () => {
    await writeFile(join(place.folder, 'in.json'), JSON.stringify(filled))
    const line = ['convert', join(place.folder, 'in.json'), '-o', place.out('a.svg'), '--areas']
    expect((await runInside([...line, 'borders'])).code).toBe(0)
    const text = await readFile(place.out('a.svg'), 'utf8')
    expect(text).toContain('<path d="M10 10l20 0 0 20z"/>')
    expect(text.match(/<path/g)).toHaveLength(1)
    expect((await runInside([...line, 'none'])).stderr).toMatch(/--areas: .* expected one of filled, borders/)
  })

  test.each([[[]], [['--level', 'none']]])('reloops without changing the order (%j)', async (flags) => {
    await writeFile(join(place.folder, 'in.svg'), svg('<path d="M0 0L9 9"/><path d="M0 0h10v10h-10z"/>'))
    await runInside(['plan', join(place.folder, 'in.svg'), '-o', place.out('a.json'), '--reloop', ...flags])
    const { layers } = JSON.parse(await readFile(place.out('a.json'), 'utf8'))
    expect(layers[0].marks.map(({ points }: { points: number[] }) => points)).toEqual([
      [0, 0, 9, 9],
      [10, 10, 0, 10, 0, 0, 10, 0],
    ])
  })
})

test('convert goes from SVG to a machine’s file and on to JSON and back, on another paper', async () => {
  await writeFile(join(place.folder, 'in.svg'), svg('<path d="M10 10H90"/>'))
  expect(
    (await runInside(['convert', join(place.folder, 'in.svg'), '-o', place.out('a.json'), '--paper', 'a4']))
      .code,
  ).toBe(0)
  expect((await runInside(['convert', place.out('a.json'), '-o', place.out('a.plt')])).code).toBe(0)
  expect(await readFile(place.out('a.plt'), 'latin1')).toMatch(/^IN;|;IN;/)
  const { sheet } = JSON.parse(await readFile(place.out('a.json'), 'utf8'))
  expect([sheet.widthMm, sheet.heightMm].sort()).toEqual([210, 297])
})

test.each([
  ['dxf', []],
  ['dxf', ['--dxf', 'r2000']],
  ['hpgl', []],
  ['plt', ['--hpgl', 'compact']],
])('a .%s that was written (%j) is planned and converted again', async (extension, flags) => {
  await writeFile(
    join(place.folder, 'in.svg'),
    svg('<path d="M10 10H90V40"/><path stroke="red" d="M20 20H30"/>'),
  )
  const written = place.out(`a.${extension}`)
  await runInside(['convert', join(place.folder, 'in.svg'), '-o', written, ...flags])
  for (const command of ['plan', 'convert']) {
    const { code, stdout } = await runInside([command, written, '-o', place.out('b.svg'), '--json'])
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ strokes: 2, layers: [{ strokes: 1 }, { strokes: 1 }] })
    expect(Math.abs(report.penDownMm - 120)).toBeLessThan(1)
  }
})

test('a drawing in the alphabet of an old PC is read, and labels are named', async () => {
  const text = 'IN;SP1;PU0,0;PD400,400;PU;LBM\xfcll\x03;SP0;'
  await writeFile(join(place.folder, 'old.plt'), Buffer.from(text, 'latin1'))
  const args = ['convert', join(place.folder, 'old.plt'), '-o', place.out('a.svg'), '--json']
  const { code, stdout } = await runInside(args)
  expect([code, JSON.parse(stdout).warnings]).toEqual([0, ['Left out: 1 × label (LB)']])
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
  expect(await runInside(['--version'])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
  expect(await runInside(['--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('plotline vectorize IMAGE'),
  })
})

test('a mask has the picture’s upright size', async () => {
  const turned = join(place.folder, 'turned.jpg')
  await writeFile(
    turned,
    await imageFrom(90, 60, (x) => (x > 30 && x < 60 ? [200, 30, 30] : [240, 240, 240]))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer(),
  )
  await writeFile(join(place.folder, 'u2netp.onnx'), 'not a model')
  const { ended } = startCli(['isolate', turned, '-o', place.out('mask.png'), '--json'], {
    PLOTLINE_MODELS: place.folder,
  })
  const { code, stdout } = await ended
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    width: 60,
    height: 90,
    isolatedBy: 'classical',
    provider: 'cpu',
    warnings: [
      'The subject was found by color alone, for its model could not be used.',
      expect.stringContaining('No clear subject'),
      expect.stringMatching(/u2netp\.onnx is not the model u2netp: expected sha256/),
    ],
  })
  expect(await inspectImage(await readFile(place.out('mask.png')))).toMatchObject({
    type: 'png',
    width: 60,
    height: 90,
  })
})
