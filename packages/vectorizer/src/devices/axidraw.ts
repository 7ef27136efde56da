import type { DeviceInput } from './schema.ts'

const axidraw = {
  kind: 'plotter',
  origin: 'top-left',
  pens: 1,
  draw: { speedMmPerS: 50, accelerationMmPerS2: 200 },
  travel: { speedMmPerS: 200, accelerationMmPerS2: 400 },
  junctionDeviationMm: 0.127,
  penUpS: 0.12,
  penDownS: 0.12,
  penChangeS: 20,
  dialect: { format: 'svg' },
} as const satisfies Partial<DeviceInput>

/** Machines driven from SVG by their own software; one Inkscape layer per pen, named with its number. */
export const axidrawDevices: DeviceInput[] = [
  {
    ...axidraw,
    name: 'axidraw-v3',
    label: 'AxiDraw V3',
    sentence:
      'Takes the SVG in Inkscape or saxi; layers begin with their number, for one pen after the other.',
    bed: { widthMm: 300, heightMm: 218 },
  },
  {
    ...axidraw,
    name: 'axidraw-se-a3',
    label: 'AxiDraw SE/A3',
    sentence: 'Takes the SVG in Inkscape or saxi, up to A3.',
    bed: { widthMm: 430, heightMm: 297 },
  },
]
