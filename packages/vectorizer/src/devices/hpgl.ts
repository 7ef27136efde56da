import { type PaperName, papers } from '../page/papers.ts'
import type { DeviceInput, HpglPaper } from './schema.ts'

const unitsPerMm = 40

/** Sheets laid into the lower left corner of a flatbed that reaches all of them: unit (0, 0) is the sheet's corner. */
function cornered(names: readonly PaperName[]): HpglPaper[] {
  return names.map((paper) => ({
    paper,
    maxX: Math.floor(papers[paper].heightMm * unitsPerMm),
    maxY: Math.floor(papers[paper].widthMm * unitsPerMm),
    originXMm: 0,
    originYMm: 0,
  }))
}

const plotter = {
  kind: 'plotter',
  origin: 'bottom-left',
  junctionDeviationMm: 0.01,
} as const satisfies Partial<DeviceInput>

/**
 * Pen plotters that speak HP-GL. Hard-clip limits are those of the makers' manuals; where unit (0, 0) lies on the sheet
 * follows from the default P1 and P2, which the manuals give as centered on it.
 */
export const hpglDevices: DeviceInput[] = [
  {
    ...plotter,
    name: 'hp-7475a',
    label: 'HP 7475A',
    sentence: 'Six pens, up to A3; set the paper switches to the sheet you load.',
    bed: { widthMm: 420, heightMm: 297 },
    pens: 6,
    draw: { speedMmPerS: 380, accelerationMmPerS2: 19_600 },
    travel: { speedMmPerS: 508, accelerationMmPerS2: 19_600 },
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
    ...plotter,
    name: 'hp-7550a',
    label: 'HP 7550A',
    sentence: 'Eight pens and a sheet feeder, up to A3.',
    bed: { widthMm: 420, heightMm: 297 },
    pens: 8,
    draw: { speedMmPerS: 800, accelerationMmPerS2: 58_800 / 2 },
    travel: { speedMmPerS: 800, accelerationMmPerS2: 58_800 / 2 },
    penUpS: 0.06,
    penDownS: 0.06,
    penChangeS: 4,
    dialect: {
      format: 'hpgl',
      unitsPerMm,
      papers: [
        { paper: 'a4', maxX: 10_870, maxY: 7600, originXMm: 12.7, originYMm: 10 },
        { paper: 'a3', maxX: 15_970, maxY: 10_870, originXMm: 10.5, originYMm: 12.7 },
        { paper: 'letter', maxX: 10_170, maxY: 7840, originXMm: 12.7, originYMm: 9.9 },
        { paper: 'tabloid', maxX: 16_450, maxY: 10_170, originXMm: 10.4, originYMm: 12.7 },
      ],
    },
  },
  {
    ...plotter,
    name: 'hp-7440a',
    label: 'HP 7440A ColorPro',
    sentence:
      'Eight pens, A4; set the paper switch to metric. It takes 60 bytes at a time: send by handshake.',
    bed: { widthMm: 297, heightMm: 210 },
    pens: 8,
    draw: { speedMmPerS: 400, accelerationMmPerS2: 11_760 },
    travel: { speedMmPerS: 400, accelerationMmPerS2: 11_760 },
    penUpS: 0.1,
    penDownS: 0.1,
    penChangeS: 6,
    dialect: {
      format: 'hpgl',
      unitsPerMm: 1 / 0.02488,
      papers: [{ paper: 'a4', maxX: 11_040, maxY: 7721, originXMm: 15, originYMm: 10 }],
    },
  },
  {
    ...plotter,
    name: 'roland-dxy-1100',
    label: 'Roland DXY-1100 / 1200 / 1300',
    sentence: 'Flatbed with eight pens; lay the sheet, long side along x, into the lower left corner.',
    bed: { widthMm: 432, heightMm: 297 },
    pens: 8,
    draw: { speedMmPerS: 400, accelerationMmPerS2: 9800 },
    travel: { speedMmPerS: 420, accelerationMmPerS2: 9800 },
    penUpS: 0.08,
    penDownS: 0.08,
    penChangeS: 6,
    dialect: {
      format: 'hpgl',
      unitsPerMm,
      papers: cornered(['a6', 'a5', 'a4', 'a3', 'letter', 'tabloid']),
    },
  },
  {
    ...plotter,
    name: 'vinyl-cutter',
    label: 'Vinyl cutter (HP-GL)',
    kind: 'cutter',
    sentence: 'The sheet lies in the lower left corner of the mat; set speed and force on the cutter.',
    bed: { widthMm: 600, heightMm: 600 },
    pens: 1,
    draw: { speedMmPerS: 100, accelerationMmPerS2: 4900 },
    travel: { speedMmPerS: 400, accelerationMmPerS2: 9800 },
    junctionDeviationMm: 0.02,
    penUpS: 0.05,
    penDownS: 0.05,
    penChangeS: 30,
    dialect: {
      format: 'hpgl',
      unitsPerMm,
      papers: cornered(['a4', 'a3', 'a2', 'letter', 'tabloid']),
    },
  },
]
