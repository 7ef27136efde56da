import type { DeviceInput } from './schema.ts'

/**
 * Pen plotters that speak HP-GL. Hard-clip limits are those of the makers' manuals; where unit (0, 0) lies on the sheet
 * follows from the default P1 and P2, which the manuals give as centered on it.
 */
export const hpglDevices: DeviceInput[] = [
  {
    name: 'hp-7475a',
    label: 'HP 7475A',
    kind: 'plotter',
    sentence: 'Six pens, up to A3; set the paper switches to the sheet you load.',
    bed: { widthMm: 420, heightMm: 297 },
    origin: 'bottom-left',
    pens: 6,
    draw: { speedMmPerS: 380, accelerationMmPerS2: 19_600 },
    travel: { speedMmPerS: 508, accelerationMmPerS2: 19_600 },
    junctionDeviationMm: 0.01,
    penUpS: 0.08,
    penDownS: 0.08,
    penChangeS: 6,
    dialect: {
      format: 'hpgl',
      unitsPerMm: 1 / 0.02488,
      papers: [
        { paper: 'a4', maxX: 11_040, maxY: 7721, originXMm: 9.1, originYMm: 2.5, paperSelect: 4 },
        { paper: 'a3', maxX: 16_158, maxY: 11_040, originXMm: 16.7, originYMm: 9.1, paperSelect: 0 },
        { paper: 'letter', maxX: 10_365, maxY: 7962, originXMm: 9.1, originYMm: 3.6, paperSelect: 4 },
        { paper: 'tabloid', maxX: 16_640, maxY: 10_365, originXMm: 13.8, originYMm: 8.9, paperSelect: 0 },
      ],
    },
  },
  {
    name: 'hp-7550a',
    label: 'HP 7550A',
    kind: 'plotter',
    sentence: 'Eight pens and a sheet feeder, up to A3.',
    bed: { widthMm: 420, heightMm: 297 },
    origin: 'bottom-left',
    pens: 8,
    draw: { speedMmPerS: 800, accelerationMmPerS2: 58_800 / 2 },
    travel: { speedMmPerS: 800, accelerationMmPerS2: 58_800 / 2 },
    junctionDeviationMm: 0.01,
    penUpS: 0.06,
    penDownS: 0.06,
    penChangeS: 4,
    dialect: {
      format: 'hpgl',
      unitsPerMm: 40,
      papers: [
        { paper: 'a4', maxX: 10_870, maxY: 7600, originXMm: 12.7, originYMm: 10 },
        { paper: 'a3', maxX: 15_970, maxY: 10_870, originXMm: 10.5, originYMm: 12.7 },
        { paper: 'letter', maxX: 10_170, maxY: 7840, originXMm: 12.7, originYMm: 9.9 },
        { paper: 'tabloid', maxX: 16_450, maxY: 10_170, originXMm: 10.4, originYMm: 12.7 },
      ],
    },
  },
  {
    name: 'roland-dxy-1100',
    label: 'Roland DXY-1100 / 1200 / 1300',
    kind: 'plotter',
    sentence: 'Flatbed with eight pens; lay the sheet, long side along x, into the lower left corner.',
    bed: { widthMm: 432, heightMm: 297 },
    origin: 'bottom-left',
    pens: 8,
    draw: { speedMmPerS: 400, accelerationMmPerS2: 9800 },
    travel: { speedMmPerS: 420, accelerationMmPerS2: 9800 },
    junctionDeviationMm: 0.01,
    penUpS: 0.08,
    penDownS: 0.08,
    penChangeS: 6,
    dialect: {
      format: 'hpgl',
      unitsPerMm: 40,
      papers: [
        { paper: 'a6', maxX: 5920, maxY: 4200, originXMm: 0, originYMm: 0 },
        { paper: 'a5', maxX: 8400, maxY: 5920, originXMm: 0, originYMm: 0 },
        { paper: 'a4', maxX: 11_880, maxY: 8400, originXMm: 0, originYMm: 0 },
        { paper: 'a3', maxX: 16_800, maxY: 11_880, originXMm: 0, originYMm: 0 },
        { paper: 'letter', maxX: 11_176, maxY: 8636, originXMm: 0, originYMm: 0 },
        { paper: 'tabloid', maxX: 17_272, maxY: 11_176, originXMm: 0, originYMm: 0 },
      ],
    },
  },
]
