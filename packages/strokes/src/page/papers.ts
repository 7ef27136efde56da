import { DrawingError } from '../geometry/drawing-error.ts'

/** ISO 216 and ANSI/ASME Y14.1 sheets, portrait, in mm. */
export const papers = {
  a2: { label: 'A2', widthMm: 420, heightMm: 594 },
  a3: { label: 'A3', widthMm: 297, heightMm: 420 },
  a4: { label: 'A4', widthMm: 210, heightMm: 297 },
  a5: { label: 'A5', widthMm: 148, heightMm: 210 },
  a6: { label: 'A6', widthMm: 105, heightMm: 148 },
  letter: { label: 'Letter', widthMm: 215.9, heightMm: 279.4 },
  legal: { label: 'Legal', widthMm: 215.9, heightMm: 355.6 },
  tabloid: { label: 'Tabloid', widthMm: 279.4, heightMm: 431.8 },
} as const

export type PaperName = keyof typeof papers
export const paperNames = Object.keys(papers) as [PaperName, ...PaperName[]]

/** A sheet by its two sides in mm, or in inches where it says so. */
export type PaperMeasures = `${number}x${number}${'' | 'mm' | 'in'}`
/** A sheet by its name or by its sides: `a4`, `200x300`, `9x12in`. */
export type Paper = PaperName | PaperMeasures

export type PaperUnit = 'mm' | 'in'
export const mmPerUnit: Readonly<Record<PaperUnit, number>> = { mm: 1, in: 25.4 }
/** How long a side of a sheet may be. */
export const paperSideMm = { least: 10, most: 3000 } as const

/** Its sides as they are written down; null where a text names none. */
export function paperSides(text: string): { sides: [number, number]; unit: PaperUnit } | null {
  const [, a, b, unit] = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)?$/.exec(text) ?? []
  if (a === undefined || b === undefined) return null
  return { sides: [Number(a), Number(b)], unit: unit === 'in' ? 'in' : 'mm' }
}

/** The sheet that a text names by its sides, the shorter as the width; null for what is none or no sheet is. */
export function sizeOfSides(text: string): { label: string; widthMm: number; heightMm: number } | null {
  const given = paperSides(text)
  if (!given) return null
  const { sides, unit } = given
  // To the micrometre, which is all that files hold.
  const [short, long] = [Math.min(...sides), Math.max(...sides)]
  const [widthMm, heightMm] = [short, long].map((side) => Math.round(side * mmPerUnit[unit] * 1000) / 1000)
  if (widthMm < paperSideMm.least || heightMm > paperSideMm.most) return null
  return { label: `${short} × ${long} ${unit}`, widthMm, heightMm }
}

/** Whether this is one of the papers that have a name. */
export function isPaperName(text: string): text is PaperName {
  return Object.hasOwn(papers, text)
}

/** A paper upright, in mm, with what it is called. Throws `bad_drawing` for one that there is not. */
export function paperSize(paper: Paper): { label: string; widthMm: number; heightMm: number } {
  if (isPaperName(paper)) return papers[paper]
  const size = sizeOfSides(paper)
  if (size) return size
  throw new DrawingError('bad_drawing', `There is no paper "${paper}"; ${expectedPaper}.`)
}

/** What is said of a paper that there is not. */
export const expectedPaper = `expected one of ${paperNames.join(', ')}, or two sides of ${paperSideMm.least} to ${paperSideMm.most} mm such as 200x300 or 9x12in`
