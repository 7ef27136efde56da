import type { DeviceInput } from './schema.ts'

/** mm, absolute, xy plane, feed per minute: nothing is left to what ran before. */
const grblStart = ['G21', 'G90', 'G17', 'G94']

const grbl = {
  origin: 'bottom-left',
  pens: 1,
  junctionDeviationMm: 0.01,
  penChangeS: 30,
} as const satisfies Partial<DeviceInput>

const grblDialect = { format: 'gcode', decimals: 3, comment: 'parentheses', arcs: true } as const

/** Machines that speak G-code. The sheet's lower left corner lies at work zero. */
export const gcodeDevices: DeviceInput[] = [
  {
    ...grbl,
    name: 'grbl-servo',
    label: 'GRBL with a servo pen',
    kind: 'plotter',
    sentence:
      'The servo sits on the spindle pin: M3 S200 lifts the pen, M3 S800 lowers it; set them to your servo.',
    bed: { widthMm: 430, heightMm: 430 },
    draw: { speedMmPerS: 40, accelerationMmPerS2: 500 },
    travel: { speedMmPerS: 80, accelerationMmPerS2: 500 },
    penUpS: 0.2,
    penDownS: 0.2,
    dialect: {
      ...grblDialect,
      start: grblStart,
      penUp: ['M3 S200', 'G4 P0.2'],
      penDown: ['M3 S800', 'G4 P0.2'],
      penChange: ['M0'],
      end: ['G0 X0 Y0', 'M5', 'M2'],
    },
  },
  {
    ...grbl,
    name: 'grbl-z',
    label: 'GRBL with the pen on Z',
    kind: 'plotter',
    sentence: 'Zero Z with the pen on the paper; it is lifted to 5 mm.',
    bed: { widthMm: 300, heightMm: 300 },
    draw: { speedMmPerS: 30, accelerationMmPerS2: 300 },
    travel: { speedMmPerS: 80, accelerationMmPerS2: 500 },
    penUpS: 0.6,
    penDownS: 0.6,
    dialect: {
      ...grblDialect,
      start: grblStart,
      penUp: ['G0 Z5'],
      penDown: ['G1 Z0 F600'],
      penChange: ['M0'],
      end: ['G0 X0 Y0', 'M2'],
    },
  },
  {
    ...grbl,
    name: 'grbl-laser',
    label: 'GRBL laser',
    kind: 'laser',
    sentence:
      'Dynamic power (M4), 60 % of S1000; needs laser mode, $32=1. It runs 2 mm on and off lines unlit. Try it on scrap first.',
    bed: { widthMm: 400, heightMm: 400 },
    draw: { speedMmPerS: 25, accelerationMmPerS2: 500 },
    travel: { speedMmPerS: 100, accelerationMmPerS2: 500 },
    penUpS: 0,
    penDownS: 0,
    dialect: {
      ...grblDialect,
      overscanMm: 2,
      start: [...grblStart, 'M4 S0'],
      penUp: ['S0'],
      penDown: ['S600'],
      penChange: ['M5', 'M0', 'M4 S0'],
      end: ['M5', 'G0 X0 Y0', 'M2'],
    },
  },
  {
    name: 'marlin-pen',
    label: 'Pen on a 3-D printer (Marlin)',
    kind: 'printer',
    sentence: 'The pen touches the paper at Z 0 after homing; it is lifted to 5 mm.',
    bed: { widthMm: 220, heightMm: 220 },
    origin: 'bottom-left',
    pens: 1,
    draw: { speedMmPerS: 40, accelerationMmPerS2: 500 },
    travel: { speedMmPerS: 100, accelerationMmPerS2: 1000 },
    junctionDeviationMm: 0.013,
    penUpS: 0.5,
    penDownS: 0.5,
    penChangeS: 30,
    dialect: {
      format: 'gcode',
      decimals: 3,
      comment: 'semicolon',
      start: ['G21', 'G90', 'M107', 'G28'],
      penUp: ['G0 Z5 F1200'],
      penDown: ['G0 Z0 F1200'],
      penChange: ['G0 Z30 F1200', 'M0 Pen {number}: {pen}'],
      end: ['G0 Z30 F1200', 'G0 X0 Y0', 'M84'],
    },
  },
]
