import { describe, expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../testing/drawings.ts'
import { line, loop } from '../../testing/strokes.ts'
import { devices } from '../devices/devices.ts'
import { deviceSchema } from '../devices/schema.ts'
import { splitForRefills } from '../plan/refill.ts'
import { writeDxf } from './dxf.ts'
import { writeGcode } from './gcode.ts'
import { writeHpgl } from './hpgl.ts'
import { readDrawing, writeJson } from './json.ts'
import { machineText } from './machine-text.ts'

describe('writeHpgl', () => {
  const sheets = [
    { widthMm: 297, heightMm: 210, marginMm: 10, paperColor: '#ffffff' },
    { widthMm: 210, heightMm: 297, marginMm: 10, paperColor: '#ffffff' },
  ]
  test.each([
    {
      name: 'HP 7475A, A4 across',
      device: 'hp-7475a',
      sheet: sheets[0],
      strokes: [line(20, 20, 30, 20, 30, 40), line(50, 60)],
      bytes: 'IN;\nPS4;\nSP1;\nPU438,7536;\nPD840,7536,840,6732;\nPU1644,5928;\nPD;\nPU;\nSP0;\n',
    },
    {
      name: 'HP 7550A, 40 units per mm, a loop returns to its start',
      device: 'hp-7550a',
      sheet: sheets[0],
      strokes: [loop(20, 20, 30, 20, 30, 40)],
      bytes: 'IN;\nSP1;\nPU292,7200;\nPD692,7200,692,6400,292,7200;\nPU;\nSP0;\n',
    },
    {
      name: 'DXY, upright A4 is laid on its side: its top left corner comes to the lower left',
      device: 'roland-dxy-1100',
      sheet: sheets[1],
      strokes: [line(10, 20, 200, 20)],
      bytes: 'IN;\nSP1;\nPU800,400;\nPD800,8000;\nPU;\nSP0;\n',
    },
  ])('$name', ({ device, sheet, strokes, bytes }) => {
    expect(writeHpgl({ ...drawingOf(strokes), sheet }, devices[device])).toEqual({
      text: bytes,
      warnings: [],
    })
  })

  test('gives each layer its pen, begins again after the last, and says so', () => {
    const [{ pen, marks }] = smallDrawing.layers
    const layers = Array.from({ length: 7 }, (_, i) => ({
      pen: { ...pen, name: `Black ${i + 1}` },
      marks,
    }))
    const { text, warnings } = writeHpgl({ ...smallDrawing, layers })
    expect(text.match(/SP\d;/g)).toEqual(['SP1;', 'SP2;', 'SP3;', 'SP4;', 'SP5;', 'SP6;', 'SP1;', 'SP0;'])
    expect(warnings).toEqual(['The drawing has 7 pens, HP 7475A has 6; they repeat.'])
  })

  test('a pen that draws nothing takes no place in the carousel', () => {
    const key = { pen: { name: 'Key', color: '#888888', widthMm: 0.3 }, marks: [] }
    const layers = [key, ...smallDrawing.layers]
    const { text } = writeHpgl({ ...smallDrawing, layers })
    expect(text.match(/SP\d;/g)).toEqual(['SP1;', 'SP2;', 'SP0;'])
    expect(writeGcode({ ...smallDrawing, layers }).text).toContain('Pen 1 Black 0.3')
  })

  test('moves a drawing that lies a little outside the reach, cuts one that is too large', () => {
    const moved = writeHpgl({ ...drawingOf([line(2, 20, 100, 20)]), sheet: sheets[0] }, devices['hp-7550a'])
    expect(moved.text).toContain('PU0,7200;')
    expect(moved.warnings).toEqual([
      'The drawing is moved by 10.7 mm, to where HP 7550A reaches on this sheet.',
    ])
    const cut = writeHpgl({ ...drawingOf([line(0, 20, 297, 20)]), sheet: sheets[0] }, devices['hp-7550a'])
    expect(cut.text).toContain('PU0,7200;\nPD10870,7200;')
    expect(cut.warnings).toEqual(['Parts outside the area that HP 7550A reaches on this sheet are cut off.'])
  })

  test('tells each pen its speed where that is not the usual one', () => {
    const slow = { ...devices['hp-7475a'], draw: { ...devices['hp-7475a'].draw, speedMmPerS: 96 } }
    expect(writeHpgl(smallDrawing, slow).text.match(/SP\d;\n(VS\d+;)?/g)).toEqual([
      'SP1;\nVS10;',
      'SP2;\nVS10;',
      'SP0;\n',
    ])
    const fast = { ...slow, draw: { ...slow.draw, speedMmPerS: 2000 } }
    for (const device of [fast, devices['hp-7475a'], { ...devices['vinyl-cutter'], draw: slow.draw }])
      expect(writeHpgl(smallDrawing, device).text).not.toContain('VS')
  })

  const ownPlotter = (change: object, paper: object = {}) => {
    const { dialect, ...device } = devices['roland-dxy-1100']
    if (dialect.format !== 'hpgl') throw new Error('expected HP-GL')
    const { maxX: _x, maxY: _y, ...bare } = dialect.papers[0]
    const papers = [Object.keys(paper).length > 0 ? { ...bare, ...paper } : dialect.papers[0]]
    return deviceSchema.safeParse({ ...device, dialect: { ...dialect, ...change, papers } })
  }

  test('sends the lines of a machine’s own at the start, before other pens and at the end', () => {
    const lines = { start: ['VS10;', 'FS3;'], penChange: ['PU;PA0,0;', 'DP;{number} {pen};'], end: ['PG;'] }
    const { text } = writeHpgl(smallDrawing, ownPlotter(lines).data)
    expect(text).toMatch(/^IN;\nVS10;\nFS3;\nSP1;\nPU/)
    expect(text).toMatch(/\nPU;PA0,0;\nDP;2 Red;\nSP2;\nPU/)
    expect(text).toMatch(/\nPU;\nSP0;\nPG;\n$/)
    expect(text.match(/DP;/g)).toHaveLength(1)
    const wrong = ownPlotter({ ...lines, end: ['PG;\u001b.K'] })
    expect(wrong.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['dialect.end.0', 'expected printable ASCII'],
    ])
  })

  test('has its origin anywhere, and is clipped where the machine says', () => {
    // A4 with (0, 0) in its middle, 40 units a millimetre, 5 mm unreached all around.
    const hardClip = [-5740, -4000, 5740, 4000]
    const device = ownPlotter({}, { paper: 'a4', hardClip, originXMm: 148.5, originYMm: 105 }).data
    const drawing = { ...drawingOf([line(8.5, 205, 148.5, 105, 288.5, 5)]), sheet: sheets[0] }
    expect(writeHpgl(drawing, device)).toEqual({
      text: 'IN;\nSP1;\nPU-5600,-4000;\nPD0,0,5600,4000;\nPU;\nSP0;\n',
      warnings: [],
    })
    const cut = writeHpgl({ ...drawing, ...drawingOf([line(0, 105, 297, 105)]), sheet: sheets[0] }, device)
    expect(cut.text).toContain('PU-5740,0;\nPD5740,0;')
    expect(cut.warnings).toHaveLength(1)
    expect(writeHpgl(drawing, device, { form: 'compact' }).text).toContain('PA;PU-5600,-4000;PR;PD5600,4000')
  })

  test.each([
    ['neither limits nor a hard clip', { originXMm: 0 }],
    ['both', { maxX: 10, maxY: 10, hardClip: [0, 0, 10, 10] }],
    ['one limit', { maxX: 10 }],
    ['corners the wrong way around', { hardClip: [10, 0, 0, 10] }],
    ['three numbers', { hardClip: [10, 0, 0] }],
    ['an origin that is no number', { maxX: 10, maxY: 10, originXMm: null }],
  ])('%s is no paper', (_, paper) => {
    expect(ownPlotter({}, paper).success).toBe(false)
  })

  test('breaks long strokes into instructions that fit a small buffer', () => {
    const points = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 20 + i / 4 : 20 + (i % 4)))
    const { text } = writeHpgl({ ...drawingOf([line(...points)]), sheet: sheets[0] })
    for (const row of text.split('\n')) expect(row.length).toBeLessThan(1024)
    expect(text.match(/PD/g)).toHaveLength(4)
  })

  test('refuses a sheet larger than the machine', () => {
    const sheet = { widthMm: 594, heightMm: 420, marginMm: 10, paperColor: '#ffffff' }
    expect(() => writeHpgl({ ...smallDrawing, sheet })).toThrow(
      'A sheet of 594 × 420 mm is larger than HP 7475A takes.',
    )
  })
})

describe('writeGcode', () => {
  test('servo pen: every byte', () => {
    expect(writeGcode(smallDrawing, devices['grbl-servo'])).toEqual({
      warnings: ['The program pauses once for a change of pen.'],
      text: `(Plotline lines)
G21
G90
G17
G94
M3 S200
G4 P0.2
(Pen 1 Black 0.3)
G0 X10 Y70
M3 S800
G4 P0.2
G1 X20.5 Y70 F2400
G1 X20.5 Y50
M3 S200
G4 P0.2
G0 X50 Y40
M3 S800
G4 P0.2
M3 S200
G4 P0.2
M0
(Pen 2 Red)
G0 X30 Y50
M3 S800
G4 P0.2
G1 X60 Y50 F2400
G1 X60.123 Y30
G1 X30 Y50
M3 S200
G4 P0.2
G0 X0 Y0
M5
M2
`,
    })
  })

  test.each([
    {
      device: 'grbl-z',
      stroke: 'G0 Z5\n(Pen 1 Black 0.3)\nG0 X10 Y70\nG1 Z0 F600\nG1 X20 Y70 F1800\nG0 Z5\nG0 X0 Y0\nM2\n',
    },
    {
      device: 'grbl-laser',
      stroke:
        'S0\n(Pen 1 Black 0.3)\nG0 X8 Y70\nG1 X10 Y70 F1500\nS600\nG1 X20 Y70 F1500\nS0\nG1 X22 Y70 F1500\nM5\nG0 X0 Y0\nM2\n',
    },
    {
      device: 'marlin-pen',
      stroke:
        'G0 Z5 F1200\n; Pen 1 Black 0.3\nG0 X10 Y70 F6000\nG0 Z0 F1200\nG1 X20 Y70 F2400\nG0 Z5 F1200\nG0 Z30 F1200\nG0 X0 Y0\nM84\n',
    },
  ])('$device: one stroke', ({ device, stroke }) => {
    const { text } = writeGcode(drawingOf([line(10, 10, 20, 10)]), devices[device])
    expect(text.endsWith(stroke)).toBe(true)
  })

  test('says the pen in a pause, in harmless letters', () => {
    const layers = [
      smallDrawing.layers[0],
      { ...smallDrawing.layers[1], pen: { name: 'Røt?!\nM84 (ü)', color: '#ff0000', widthMm: 1 } },
    ]
    const { text } = writeGcode({ ...smallDrawing, layers }, devices['marlin-pen'])
    expect(text).toContain('\nM0 Pen 2: R t M84 u\n')
  })

  test('lays a sheet on its side where it fits only so, and refuses what leaves the bed', () => {
    const tall = { widthMm: 100, heightMm: 430, marginMm: 0, paperColor: '#ffffff' }
    const device = { ...devices['grbl-servo'], bed: { widthMm: 430, heightMm: 110 } }
    const { text } = writeGcode({ ...drawingOf([line(0, 0, 100, 430)]), sheet: tall }, device)
    expect(text).toContain('G0 X0 Y0\nM3 S800\nG4 P0.2\nG1 X430 Y100 F2400')
    expect(() => writeGcode(drawingOf([line(10, 10, 500, 10)]), devices['grbl-servo'])).toThrow(
      'The drawing leaves the bed of GRBL with a servo pen, 430 × 430 mm; take a smaller paper.',
    )
  })
})

describe('a pen that is refilled', () => {
  const [black, red] = smallDrawing.layers
  const refilled = (refillMm: number, layers = [black, red]) => ({
    ...smallDrawing,
    layers: splitForRefills(layers, refillMm),
  })
  const long = { ...black, marks: [line(10, 10, 90, 10)] }

  test.each([
    [[long], 50, 'once to refill the pen'],
    [[long], 30, '2 times to refill the pen'],
    [[long, red], 50, 'once for a change of pen and 2 times to refill the pen'],
    [[long, { ...red, pen: { ...red.pen, name: 'Black 0.3 refill 2' } }], 100, 'once for a change of pen'],
  ])('is no change of pen in G-code (%#)', (layers, refillMm, pauses) => {
    const { text, warnings } = writeGcode(refilled(refillMm, layers))
    expect(warnings).toEqual([`The program pauses ${pauses}.`])
    expect(text.match(/^\(Pen .*/gm)).toHaveLength(layers.length)
  })

  test('keeps its number where the machine asks for it', () => {
    const { text } = writeGcode(refilled(50, [long, red]), devices['marlin-pen'])
    expect(text.match(/^(M0|; [PBR]).*/gm)?.slice(1)).toEqual([
      '; Pen 1 Black 0.3',
      'M0 Pen 1: Black 0.3 refill 2',
      '; Black 0.3 refill 2',
      'M0 Pen 2: Red',
      '; Pen 2 Red',
      'M0 Pen 2: Red refill 2',
      '; Red refill 2',
    ])
  })

  test('is a change of pen after another one, and gets its own number again', () => {
    const [first, second] = splitForRefills([long], 50)
    const { text, warnings } = writeGcode({ ...smallDrawing, layers: [first, red, second] })
    expect(warnings).toEqual(['The program pauses 2 times for a change of pen.'])
    expect(text.match(/^\(Pen .*/gm)).toEqual([
      '(Pen 1 Black 0.3)',
      '(Pen 2 Red)',
      '(Pen 1 Black 0.3 refill 2)',
    ])
  })

  test('takes no other pen of the carousel, and is told of', () => {
    const { text, warnings } = writeHpgl(refilled(50, [long, red]))
    expect(text.match(/SP\d;/g)).toEqual(['SP1;', 'SP0;', 'SP1;', 'SP2;', 'SP0;', 'SP2;', 'SP0;'])
    expect(warnings).toEqual([expect.stringMatching(/^The pen is put away 2 times to be refilled; HP 7475A/)])
    const many = writeHpgl(refilled(5, [long]))
    expect(many.text.match(/SP[1-9];/g)).toEqual(Array(16).fill('SP1;'))
    expect(many.warnings.join()).not.toContain('they repeat')
  })

  test('is known as such in a drawing that was kept, and split again', () => {
    const kept = readDrawing(writeJson(refilled(40, [long])))
    expect(kept.layers.map(({ pen }) => pen.refillOf)).toEqual([undefined, 'Black 0.3'])
    const again = writeGcode({ ...kept, layers: splitForRefills(kept.layers, 20) })
    expect(again.warnings).toEqual(['The program pauses 3 times to refill the pen.'])
  })
})

test('machineText keeps letters and leaves out every live command', () => {
  expect(machineText('Rötring 0.35 (blue); M3 S9!?~$\n\u0018ü猫')).toBe('Rotring 0.35 blue M3 S9 u')
  expect(machineText('a'.repeat(99))).toHaveLength(30)
})

test('writeDxf: every byte', () => {
  const rows = writeDxf(smallDrawing).split('\n')
  const pairs = []
  for (let i = 0; i + 1 < rows.length; i += 2) pairs.push(`${rows[i]}=${rows[i + 1]}`)
  expect(pairs.join(' ')).toBe(
    [
      '0=SECTION 2=HEADER 9=$ACADVER 1=AC1009 9=$EXTMIN 10=0 20=0 30=0 9=$EXTMAX 10=100 20=80 30=0 0=ENDSEC',
      '0=SECTION 2=TABLES',
      '0=TABLE 2=LTYPE 70=1 0=LTYPE 2=CONTINUOUS 70=0 3=Solid line 72=65 73=0 40=0 0=ENDTAB',
      '0=TABLE 2=LAYER 70=2',
      '0=LAYER 2=1_BLACK_0_3 70=0 62=7 6=CONTINUOUS 0=LAYER 2=2_RED 70=0 62=1 6=CONTINUOUS 0=ENDTAB',
      '0=ENDSEC 0=SECTION 2=ENTITIES',
      '0=POLYLINE 8=1_BLACK_0_3 66=1 10=0 20=0 30=0 70=0',
      '0=VERTEX 8=1_BLACK_0_3 10=10 20=70 30=0',
      '0=VERTEX 8=1_BLACK_0_3 10=20.5 20=70 30=0',
      '0=VERTEX 8=1_BLACK_0_3 10=20.5 20=50 30=0',
      '0=SEQEND 8=1_BLACK_0_3',
      '0=POINT 8=1_BLACK_0_3 10=50 20=40 30=0',
      '0=POLYLINE 8=2_RED 66=1 10=0 20=0 30=0 70=1',
      '0=VERTEX 8=2_RED 10=30 20=50 30=0',
      '0=VERTEX 8=2_RED 10=60 20=50 30=0',
      '0=VERTEX 8=2_RED 10=60.1234 20=30 30=0',
      '0=SEQEND 8=2_RED 0=ENDSEC 0=EOF',
    ].join(' '),
  )
})
