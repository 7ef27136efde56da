import { readdir, readFile, writeFile } from 'node:fs/promises'
import { devices, readDrawing } from '@plotline/strokes'
import { describe, expect, test } from 'vitest'
import { drawing, useDrawingFolder } from '../testing/drawing-folder.ts'
import { runInside } from '../testing/run-cli.ts'
import { svg } from '../testing/workspace.ts'

const at = useDrawingFolder()

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

  test('tells of doubled ink unless it is left out', async () => {
    // 50 of 290 mm.
    expect((await planned('--order')).warnings).toEqual([
      'About 17 % of the ink is drawn twice: --dedupe 0.05 leaves it out',
      'Part of the drawing lies off its page',
    ])
    await writeFile(at('single.svg'), drawing.replace('<path d="M60 10H10"/>', ''))
    const warningsOf = async (...args: string[]) => {
      const { stdout } = await runInside(['plan', ...args, '-o', at('out.json'), '--json'])
      return JSON.parse(stdout).warnings.join()
    }
    expect(await warningsOf(at('in.svg'), '--dedupe', '0.02')).not.toContain('twice')
    expect(await warningsOf(at('single.svg'), '--passes', '3')).not.toContain('twice')
  })

  test('leaves out lines under later fills, and tells of them as given', async () => {
    const over = '<rect x="20" y="0" width="20" height="20" fill="#fff" stroke="#c00000"/></svg>'
    await writeFile(at('over.svg'), drawing.replace('</svg>', over))
    const args = ['plan', at('over.svg'), '-o', at('out.json'), '--json']
    const { code, stdout, stderr } = await runInside([...args, '--occlude', '--min', '0'])
    expect([code, stderr]).toEqual([0, ''])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ strokes: 7, before: { strokes: 5 } })
    expect(report.penDownMm).toBeCloseTo(50 + 50 - 2 * 20 + 110 + 80 + 80, 3)
  })

  test('parts the colors of a layer where that is asked for', async () => {
    const layer = '<g inkscape:groupmode="layer" inkscape:label="Ink">'
    const twoColors = drawing.replace(/(<svg[^>]*>)/, `$1${layer}`).replace('</svg>', '</g></svg>')
    await writeFile(at('colors.svg'), twoColors)
    const namesBy = async (command: string, ...flags: string[]) => {
      const args = [command, at('colors.svg'), '-o', at('out.json'), '--json', ...flags]
      const { stdout, stderr } = await runInside(args)
      return stdout ? JSON.parse(stdout).layers.map(({ name }: { name: string }) => name) : stderr
    }
    for (const command of ['plan', 'convert']) {
      expect(await namesBy(command)).toEqual(['Ink'])
      expect(await namesBy(command, '--pens', 'by-layer')).toEqual(['Ink'])
      expect(await namesBy(command, '--pens', 'by-color')).toEqual(['Ink #000000', 'Ink #c00000'])
      expect(await namesBy(command, '--pens', 'red')).toMatch(/--pens: .*by-layer.*by-color/)
    }
  })

  test('draws in passes, and parts a pen that runs dry', async () => {
    const once = await planned('--min', '0')
    const report = await planned('--passes', '2', '--refill', '120')
    expect(report.penDownMm).toBeCloseTo(2 * once.penDownMm, 3)
    expect(report.layers.map(({ name }: { name: string }) => name)).toContain('#000000 refill 2')
    for (const layer of report.layers) expect(layer.penDownMm).toBeLessThanOrEqual(120 + 1e-6)
  })

  test('draws single layers more often, by name or number', async () => {
    const inkOf = async (...flags: string[]) =>
      (await planned('--min', '0', ...flags)).layers.map(({ penDownMm }: { penDownMm: number }) => penDownMm)
    const [black, red] = await inkOf()
    const twice = [expect.closeTo(black, 3), expect.closeTo(2 * red, 3)]
    expect(await inkOf('--passes', '#c00000=2')).toEqual(twice)
    expect(await inkOf('--passes', '2', '--passes', '1=1')).toEqual(twice)
    const refused = async (passes: string) => {
      const { code, stderr } = await runInside(['plan', at('in.svg'), '-o', at('x.svg'), '--passes', passes])
      return [code, stderr]
    }
    expect(await refused('Red=2')).toEqual([
      2,
      expect.stringMatching(/--passes: there is no layer "Red"; expected one of 1 #000000, 2 #c00000/),
    ])
    expect(await refused('1=11')).toEqual([
      2,
      expect.stringMatching(/--passes: expected a number from 1 to 10/),
    ])
  })

  test('takes a plot up again where it broke off, in the order of the file', async () => {
    const whole = await planned('--min', '0', '--device', 'axidraw-v3')
    const rest = await planned('--from', '8', '--device', 'axidraw-v3')
    expect(rest.from).toMatchObject({ percent: 8, strokes: 1 })
    expect(rest.penDownMm + rest.from.penDownMm).toBeCloseTo(whole.penDownMm, 6)
    const told = await runInside(['plan', at('in.svg'), '-o', at('out.json'), '--from', '8'])
    expect(told.stderr).toMatch(/begins at 8 % of the time: 1 stroke and 0\.\d+ m drawn before are left out/)
    const late = await runInside(['plan', at('in.svg'), '-o', at('late.json'), '--from', '100'])
    expect([late.code, late.stderr]).toEqual([
      2,
      expect.stringMatching(/--from: There is nothing left to draw/),
    ])
    expect(await readdir(at(''))).not.toContain('late.json')
  })

  test('moves the seams of loops without losing ink', async () => {
    const usual = await planned('--order')
    const spread = await planned('--order', '--seams', 'spread')
    expect(spread.penDownMm).toBeCloseTo(usual.penDownMm, 6)
    expect(spread.penUpMm).toBeGreaterThan(usual.penUpMm)
  })

  test('says what every order costs, and what none can go below', async () => {
    const report = await planned('--order', '--costs', '--bound')
    expect(report.costs.map(({ sort }: { sort: string }) => sort)).toEqual([
      'travel',
      'time',
      'as-drawn',
      'reverse',
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

  test('counts one stroke as one', async () => {
    await writeFile(at('one.svg'), drawing.replace('<path d="M60 10H10"/><path d="M90 90V-20"/>', ''))
    const { stderr } = await runInside(['plan', at('one.svg'), '-o', at('x.svg')])
    expect(stderr.match(/\d+ strokes?/g)).toEqual(['2 strokes', '1 stroke', '1 stroke', '2 strokes'])
  })

  test('sorts as asked', async () => {
    await planned('--sort', 'left-to-right')
    const [{ marks }] = JSON.parse(await readFile(at('out.json'), 'utf8')).layers
    expect(marks.map(({ points }: { points: number[] }) => points[0])).toEqual([10, 60, 90])
    await runInside(['plan', at('out.json'), '-o', at('back.json'), '--sort', 'reverse'])
    const back = JSON.parse(await readFile(at('back.json'), 'utf8')).layers[0].marks
    expect(back.map(({ points }: { points: number[] }) => points.at(-2))).toEqual([90, 60, 10])
    const { code, stderr } = await runInside(['plan', at('in.svg'), '-o', at('x.svg'), '--sort', 'nice'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/--sort: there is no "nice"; expected one of travel/),
    ])
  })
})

describe('filling', () => {
  const shapes =
    '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><path d="M10 10h20v20h-20z" fill="#c00000"/><path d="M50 10h20v20h-20z" fill="#0000c0"/></svg>'

  test.each(['plan', 'convert'])('%s fills closed shapes, each layer in its way', async (command) => {
    await writeFile(at('shapes.svg'), shapes)
    const args = [command, at('shapes.svg'), '-o', at('filled.json'), '--json', '--fill', 'spiral,none']
    const { code, stdout, stderr } = await runInside(args)
    expect([code, stderr]).toEqual([0, ''])
    const { layers, stages } = JSON.parse(stdout)
    expect(stages.map(({ stage }: { stage: string }) => stage)).toContain('fill')
    // 400 mm² with a pen of 0.3 mm.
    expect(layers[0].penDownMm / (400 / 0.3)).toBeGreaterThan(1)
    expect(layers[0].penDownMm / (400 / 0.3)).toBeLessThan(1.08)
    expect(layers[1].penDownMm).toBeCloseTo(80, 3)
  })

  test('spacing and angle are those asked for', async () => {
    await writeFile(at('shapes.svg'), shapes)
    const flags = ['--fill', 'lines', '--fill-spacing', '2', '--fill-angle', '0,90']
    await runInside(['convert', at('shapes.svg'), '-o', at('filled.json'), ...flags])
    const { layers } = JSON.parse(await readFile(at('filled.json'), 'utf8'))
    const lines = layers.map(({ marks }: { marks: { closed: boolean; points: number[] }[] }) =>
      marks.filter(({ closed }) => !closed).map(({ points }) => points),
    )
    expect(lines[0].map(([, y0 = 0, , y1 = 0]: number[]) => [y0, y1])).toEqual(
      [12, 14, 16, 18, 20, 22, 24, 26, 28].map((y) => [y, y]),
    )
    expect(lines[1]).toHaveLength(9)
  })

  test.each([
    [['--fill', 'dots'], /--fill: there is no "dots"; expected one of lines, cross, rings, spiral, none/],
    [['--fill', 'lines', '--fill-spacing', '0'], /--fill-spacing: expected a number from 0.05 to 100/],
    [['--fill-angle', '30'], /--fill-angle: expected --fill beside it/],
  ])('%j is refused', async (flags, message) => {
    const { code, stderr } = await runInside(['plan', at('in.svg'), '-o', at('never.svg'), ...flags])
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
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
    expect(await readdir(at(''))).not.toContain('no.gcode')
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

test('DXF can be of 2000, PDF a poster with a key, strokes curves, a machine slower', async () => {
  const converted = async (file: string, ...flags: string[]) => {
    const { code, stdout, stderr } = await runInside([
      'convert',
      at('in.svg'),
      '-o',
      at(file),
      '--json',
      ...flags,
    ])
    expect([code, stderr]).toEqual([0, ''])
    return { report: JSON.parse(stdout), text: (await readFile(at(file))).toString('latin1') }
  }
  expect((await converted('r12.dxf')).text).toContain('AC1009')
  expect((await converted('new.dxf', '--dxf', 'r2000')).text).toContain('AC1015')
  const poster = await converted('a.pdf', '--poster', 'a6', '--overlap', '5', '--key', '--title', 'Two')
  expect(poster.text).toMatch(/\/Count 3 >>/)
  expect(poster.text).toContain('/Title <FEFF00540077006F>')
  expect((await converted('bent.svg', '--curves', '0.05')).text).toMatch(/ d="M10 10l50 0"/)
  const usual = await converted('a.gcode', '--device', 'grbl-z')
  const slow = await converted('b.gcode', '--device', 'grbl-z', '--speed', '5')
  expect(slow.text).toMatch(/ F300\n/)
  expect(slow.report.plotSeconds).toBeGreaterThan(1.5 * usual.report.plotSeconds)
})

test('curves of an SVG stay curves unless they are to be straight', async () => {
  const wave = '<path d="M10 80c20 0 20 -30 40 -30h20"/>'
  await writeFile(at('wave.svg'), drawing.replace('<g stroke="#000">', `<g stroke="#000">${wave}`))
  const written = async (command: string, ...flags: string[]) => {
    const { code } = await runInside([command, at('wave.svg'), '-o', at('wave-out.svg'), ...flags])
    expect(code).toBe(0)
    return readFile(at('wave-out.svg'), 'utf8')
  }
  const kept = /<path d="M10 80c20 0 20-30 40-30l20 0"\/>/
  expect(await written('convert')).toMatch(kept)
  expect(await written('plan')).toMatch(kept)
  expect(await written('plan', '--simplify', '0.5')).toMatch(kept)
  expect(await written('convert', '--curves', '0')).not.toMatch(/ d="[^"]*c/)
})

test('a zip holds one file per pen, SVG can be plain or show the way in the air', async () => {
  expect((await runInside(['convert', at('in.svg'), '-o', at('pens.hpgl.zip')])).code).toBe(0)
  const zip = (await readFile(at('pens.hpgl.zip'))).toString('latin1')
  expect(zip.startsWith('PK')).toBe(true)
  expect([...new Set(zip.match(/\d-[0-9a-z]+\.hpgl/g))]).toEqual(['1-000000.hpgl', '2-c00000.hpgl'])
  await runInside(['convert', at('in.svg'), '-o', at('plain.svg'), '--svg', 'plain'])
  expect(await readFile(at('plain.svg'), 'utf8')).not.toContain('inkscape')
  await runInside(['convert', at('in.svg'), '-o', at('seen.svg'), '--svg', 'preview'])
  expect(await readFile(at('seen.svg'), 'utf8')).toMatch(/<g id="plotline-travel"[^>]*><path d="M0 0L10 10/)
  await runInside(['convert', at('seen.svg'), '-o', at('again.json')])
  expect(readDrawing(await readFile(at('again.json'), 'utf8')).layers).toHaveLength(2)
})

test('a PDF prints the title that is asked for, not the one of the SVG', async () => {
  await writeFile(at('titled.svg'), drawing.replace('<g fill', '<title>cat.png</title><g fill'))
  const pdfOf = async (input: string, ...title: string[]) => {
    expect((await runInside(['convert', at(input), '-o', at('a.pdf'), ...title])).code).toBe(0)
    return readFile(at('a.pdf'))
  }
  const untitled = await pdfOf('in.svg')
  expect(await pdfOf('titled.svg')).toEqual(untitled)
  expect(await pdfOf('titled.svg', '--title', 'cat.png')).not.toEqual(untitled)
})

test('what every order costs is what it costs when it is asked for, passes and all', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `<path d="M${(i * 7) % 90} ${i * 3}h8"/>`).join('')
  await writeFile(
    at('rows.svg'),
    drawing.replace(/<g fill[\s\S]*<\/g>/, `<g fill="none" stroke="#000">${rows}</g>`),
  )
  const priced = async (...flags: string[]) => {
    const { stdout } = await runInside(['plan', at('rows.svg'), '-o', at('out.json'), '--json', ...flags])
    return JSON.parse(stdout)
  }
  for (const passes of ['1', '2']) {
    const { costs } = await priced('--order', '--passes', passes, '--costs')
    for (const { sort, penUpMm } of costs) {
      const asked = await priced('--order', '--sort', sort, '--passes', passes)
      expect(asked.penUpMm, `${sort}, ${passes} passes`).toBeCloseTo(penUpMm, 6)
    }
    const of = (name: string) => costs.find(({ sort }: { sort: string }) => sort === name).penUpMm
    expect(of('travel')).toBeLessThan(0.8 * of('as-drawn'))
  }
})

test.each([['--passes', '2'], ['--dedupe', '0.05'], ['--refill', '5000'], ['--occlude'], ['--margin', '0']])(
  '%s %s leaves the order as good as without it',
  async (...flags) => {
    const scattered = Array.from(
      { length: 60 },
      (_, i) => `M${((i * 37) % 97) + 1} ${((i * 53) % 89) + 5}h1`,
    ).join('')
    await writeFile(at('scattered.svg'), svg(`<path d="${scattered}"/>`))
    const airOf = async (...more: string[]) => {
      const { stdout } = await runInside(['plan', at('scattered.svg'), '-o', at('x.svg'), '--json', ...more])
      return JSON.parse(stdout).penUpMm
    }
    const passes = flags.includes('--passes') ? 60 : 0
    expect(await airOf(...flags)).toBeLessThan((await airOf()) * 1.01 + passes)
  },
)
