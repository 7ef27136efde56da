import {
  type Arrangement,
  arrangeDrawing,
  type Drawing,
  drawnBox,
  drawnSize,
  fitArrangement,
  type Paper,
  paperSize,
  relayoutDrawing,
  sheetOf,
} from '@plotline/strokes'
import { turnBy, turnPoints } from '@plotline/strokes/geometry/turn'
import { readNumber, readPaper } from '../arguments.ts'
import { naming, UsageError } from '../errors.ts'
import type { Progress } from '../progress.ts'

/** As for a photo. */
const usualMarginMm = 15

/** Where a drawing is to lie; what is not said stays as it is, or fills the margins. */
export type Placement = {
  readonly paper: Paper | undefined
  readonly turnDeg: number | undefined
  readonly widthMm: number | undefined
  readonly at: readonly [number, number] | undefined
  /** The sheet's margin, where another one than its own is meant. */
  readonly marginMm: number | undefined
}

/** The flags of every command that takes a drawing. */
export const placementFlags = {
  paper: { type: 'string' },
  rotate: { type: 'string' },
  width: { type: 'string' },
  at: { type: 'string' },
  margin: { type: 'string' },
} as const

export function readPlacement(flags: {
  paper?: string
  rotate?: string
  width?: string
  at?: string
  margin?: string
}): Placement {
  const { paper, rotate, width, at, margin } = flags
  return {
    paper: paper === undefined ? undefined : readPaper('--paper', paper),
    turnDeg: rotate === undefined ? undefined : readNumber('--rotate', rotate, -360, 360),
    widthMm: width === undefined ? undefined : readNumber('--width', width, 0.1, 10_000),
    at: at === undefined ? undefined : readCorner(at),
    marginMm: margin === undefined ? undefined : readNumber('--margin', margin, 0, 1000),
  }
}

function readCorner(text: string): [number, number] {
  const [x, y, ...more] = text.split(',')
  if (x === undefined || y === undefined || more.length > 0)
    throw new UsageError(`--at: expected X,Y in mm from the top left, such as 20,30, got "${text}"`)
  return [readNumber('--at', x, -10_000, 10_000), readNumber('--at', y, -10_000, 10_000)]
}

/**
 * The stage `layout`, where a flag asks for it: the drawing on its sheet or on `--paper`, turned, as wide as `--width` and
 * with its corner at `--at`. `--rotate` alone turns it as it is, by right angles with its sheet. Else, without a width it
 * fills the margins (with `--at` alone it keeps its size), without a corner it lies in their middle. Warns of what had to be cut off at the margins.
 */
export async function placeDrawing(
  placement: Placement,
  { input, drawing, progress }: { input: string; drawing: Drawing; progress: Progress },
): Promise<Placed> {
  const { paper } = placement
  const marginMm = marginFor(drawing, placement)
  if (isMoved(placement))
    return progress.stage('layout', () => naming(input, () => arrange(drawing, { ...placement, marginMm })))
  if (paper === undefined) return { drawing, warnings: [] }
  const laid = await progress.stage('layout', () =>
    naming(input, () => relayoutDrawing(drawing, { paper, marginMm })),
  )
  return { drawing: laid, warnings: [] }
}

/**
 * The margin asked for. What is to fill a paper and has none of its own, as no SVG has, gets one: no pen draws well at an
 * edge.
 */
function marginFor({ sheet }: Drawing, { paper, widthMm, at, marginMm }: Placement): number | undefined {
  const fills = paper !== undefined && widthMm === undefined && at === undefined
  if (marginMm !== undefined || !fills || sheet.marginMm > 0) return marginMm
  const size = paperSize(paper)
  return Math.min(usualMarginMm, Math.min(size.widthMm, size.heightMm) / 10)
}

type Placed = { readonly drawing: Drawing; readonly warnings: readonly string[] }

/** Whether a flag puts the drawing elsewhere than it lies. */
export function isPlaced(placement: Placement): boolean {
  return placement.paper !== undefined || isMoved(placement)
}

function isMoved({ turnDeg, widthMm, at }: Placement): boolean {
  return turnDeg !== undefined || widthMm !== undefined || at !== undefined
}

function arrange(given: Drawing, placement: Placement): Placed {
  const { paper, turnDeg = 0, widthMm, at, marginMm } = placement
  if (paper === undefined && widthMm === undefined && at === undefined && marginMm === undefined)
    return placedAs(given, turnedAlone(given, turnDeg))
  const sheetGiven = marginMm === undefined ? given.sheet : { ...given.sheet, marginMm }
  const drawing = { ...given, sheet: sheetGiven }
  const size = drawnSize(drawing, turnDeg)
  const page = { ...drawing.sheet, orientation: 'auto' } as const
  const sheet =
    paper === undefined ? drawing.sheet : sheetOf({ ...page, paper }, size.widthMm > size.heightMm)
  const width = widthMm ?? (at ? size.widthMm : fitArrangement(drawing, sheet, turnDeg).widthMm)
  const height = size.widthMm > 0 ? (size.heightMm * width) / size.widthMm : size.heightMm
  const [xMm, yMm] = at ?? [(sheet.widthMm - width) / 2, (sheet.heightMm - height) / 2]
  return placedAs(drawing, { sheet, turnDeg, widthMm: width, xMm, yMm })
}

/** As large as it is and where it is: by right angles its sheet is turned with it, else it is turned about its middle. */
function turnedAlone(drawing: Drawing, turnDeg: number): Arrangement {
  const { widthMm, heightMm } = drawnSize(drawing, turnDeg)
  const { sheet } = drawing
  const box = drawnBox(drawing)
  const [x, y] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2]
  if (turnDeg % 90 !== 0) return { sheet, turnDeg, widthMm, xMm: x - widthMm / 2, yMm: y - heightMm / 2 }
  const isUpright = turnDeg % 180 === 0
  const turned = isUpright ? sheet : { ...sheet, widthMm: sheet.heightMm, heightMm: sheet.widthMm }
  const [dx = 0, dy = 0] = turnPoints([x - sheet.widthMm / 2, y - sheet.heightMm / 2], turnBy(turnDeg))
  return {
    sheet: turned,
    turnDeg,
    widthMm,
    xMm: turned.widthMm / 2 + dx - widthMm / 2,
    yMm: turned.heightMm / 2 + dy - heightMm / 2,
  }
}

function placedAs(drawing: Drawing, arrangement: Arrangement): Placed {
  const placed = arrangeDrawing(drawing, arrangement)
  return { drawing: placed.drawing, warnings: cutWarnings(placed.cutMm) }
}

/** What is said of ink that was cut off at the margins. */
export function cutWarnings(cutMm: number): string[] {
  return cutMm < 0.5 ? [] : [`${cutMm.toFixed(0)} mm of ink lay outside the margins and was cut off`]
}
