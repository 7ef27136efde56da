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

/** Name, label and what the carriage reaches, in mm, as the makers give it. */
const sizes: readonly [name: string, label: string, widthMm: number, heightMm: number][] = [
  ['axidraw-v3', 'AxiDraw V3', 300, 218],
  ['axidraw-v3-xlx', 'AxiDraw V3 XLX', 595, 218],
  ['axidraw-minikit', 'AxiDraw MiniKit', 160, 101.6],
  ['axidraw-se-a3', 'AxiDraw SE/A3', 430, 297],
  ['axidraw-se-a2', 'AxiDraw SE/A2', 594, 432],
  ['axidraw-se-a1', 'AxiDraw SE/A1', 864, 594],
  ['nextdraw-8511', 'NextDraw 8511', 300, 218],
  ['nextdraw-1117', 'NextDraw 1117', 430, 297],
  ['nextdraw-2234', 'NextDraw 2234', 864, 594],
  ['idraw-a4', 'iDraw A4', 297, 210],
  ['idraw-a3', 'iDraw A3', 420, 297],
  ['idraw-a1', 'iDraw A1', 841, 594],
]

/** Machines driven from SVG by their own software; one Inkscape layer per pen, named with its number. */
export const axidrawDevices: DeviceInput[] = sizes.map(([name, label, widthMm, heightMm]) => ({
  ...axidraw,
  name,
  label,
  sentence:
    'Takes the SVG in Inkscape or its own software; layers begin with their number, for one pen after the other.',
  bed: { widthMm, heightMm },
}))
