import { hardClipOf } from '../devices/hard-clip.ts'
import type { Device, HpglDialect, HpglPaper } from '../devices/schema.ts'
import { usualHpgl } from '../devices/usual.ts'
import { clipStrokes } from '../geometry/clip.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { strokesOf } from '../geometry/marks.ts'
import { type Box, strokesBox, transformStroke } from '../geometry/polyline.ts'
import { layOnSide } from '../geometry/rotate.ts'
import { paperSize } from '../page/papers.ts'
import { isRefill, isSamePen, penNumbers, takesPen } from '../plan/pens.ts'
import type { Drawing, Pen, Sheet, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { encodedLines, type HpglForm, plainLines, relativeLines } from './hpgl-forms.ts'
import { machineText, penText } from './machine-text.ts'
import { formatNumber, times } from './numbers.ts'
import { codeWarnings, repeatedPenWarnings } from './warnings.ts'

export type HpglOptions = {
  /** How coordinates are written; `compact` means `PE` where the device takes it, relative ones elsewhere. */
  readonly form?: HpglForm
}

export type MachineFile = {
  readonly text: string
  readonly warnings: readonly string[]
}

/**
 * HP-GL for a plotter: whole plotter units, the sheet laid with its long side along x, y up from the origin of the
 * hard-clip area, what lies outside that area cut off and warned of. Layers with strokes take pens 1, 2 … and begin again at 1 when
 * there are more layers than pens; a pen that is to be refilled is put away and taken again. The device's own lines come after the
 * initializing ones, before a change of pen and last. Source: HP 7475A Interfacing and Programming Manual, 1983.
 */
export function writeHpgl(
  drawing: Drawing,
  device: Device = usualHpgl,
  { form = 'plain' }: HpglOptions = {},
): MachineFile {
  checkDrawing(drawing)
  const { dialect } = device
  if (dialect.format !== 'hpgl') {
    throw new DrawingError('wrong_device', `${device.label} takes ${dialect.format}, not hpgl.`)
  }
  const paper = paperFor(drawing.sheet, device, dialect)
  const limits = hardClipOf(paper)
  const warnings: string[] = []
  const drawn = drawing.layers.filter(takesPen)
  const layers = drawn.map(({ marks }) => toUnits(strokesOf(marks), drawing.sheet, paper, dialect))
  const shift = shiftInto(strokesBox(layers.flat()), limits)
  if (shift.x !== 0 || shift.y !== 0) {
    const moved = formatNumber(Math.hypot(shift.x, shift.y) / dialect.unitsPerMm, 1)
    warnings.push(`The drawing is moved by ${moved} mm, to where ${device.label} reaches on this sheet.`)
  }
  const { start = [], penChange = [], end = [] } = dialect
  const lines = ['IN;', ...(paper.paperSelect === undefined ? [] : [`PS${paper.paperSelect};`]), ...start]
  const compactLines = dialect.polylineEncoded ? encodedLines : relativeLines
  const linesOf = form === 'compact' ? compactLines : plainLines
  const numbers = penNumbers(drawn.map(({ pen }) => pen))
  let cut = false
  let before: Pen | undefined
  let refills = 0
  for (const [i, strokes] of layers.entries()) {
    const units = strokes.map((stroke) => transformStroke(stroke, 1, shift.x, shift.y))
    const inside = clipStrokes(units, limits)
    cut ||= inside.length !== units.length || inside.some((stroke, j) => stroke !== units[j])
    if (inside.length === 0) continue
    const { pen } = drawn[i]
    const isFilled = isRefill(pen, before)
    if (isFilled) refills++
    const select = `SP${((numbers[i] - 1) % device.pens) + 1};`
    if (!isSamePen(pen, before)) {
      const change = before ? penChange.map((line) => penText(line, machineText(pen.name), numbers[i])) : []
      lines.push(...(isFilled ? ['SP0;'] : []), ...change, select, ...speedLines(device, dialect))
    }
    before = pen
    for (const line of linesOf(inside)) lines.push(line)
  }
  if (cut) warnings.push(`Parts outside the area that ${device.label} reaches on this sheet are cut off.`)
  warnings.push(...repeatedPenWarnings(drawing, device))
  warnings.push(...codeWarnings(drawing, 'HPGL', penChange.length > 0))
  if (refills > 0 && penChange.length === 0) {
    warnings.push(
      `The pen is put away ${times(refills)} to be refilled; ${device.label} does not wait: pause it there, or save a file per pen.`,
    )
  }
  lines.push('PU;', 'SP0;', ...end, '')
  return { text: lines.join('\n'), warnings }
}

/** `VS` for the pen just taken, where the machine is to draw at another speed than it does by itself. */
function speedLines({ draw }: Device, { speed }: HpglDialect): string[] {
  if (!speed) return []
  const step = Math.min(speed.usual, Math.max(1, Math.round(draw.speedMmPerS / speed.stepMmPerS)))
  return step === speed.usual ? [] : [`VS${step};`]
}

/** The loaded sheet: the one of the drawing's size, else the smallest on which it fits, centered. */
function paperFor(sheet: Sheet, device: Device, dialect: HpglDialect): HpglPaper {
  const long = Math.max(sheet.widthMm, sheet.heightMm)
  const short = Math.min(sheet.widthMm, sheet.heightMm)
  const slackMm = 1
  const fitting = dialect.papers
    .filter(
      ({ paper }) =>
        paperSize(paper).heightMm >= long - slackMm && paperSize(paper).widthMm >= short - slackMm,
    )
    .sort((a, b) => paperSize(a.paper).widthMm - paperSize(b.paper).widthMm)
  if (fitting.length > 0) return fitting[0]
  throw new DrawingError(
    'outside_bed',
    `A sheet of ${Math.round(sheet.widthMm)} × ${Math.round(sheet.heightMm)} mm is larger than ${device.label} takes.`,
  )
}

/** The least whole move that brings a box within the limits; none along an axis where it is too large. */
function shiftInto(box: Box, limits: Box): { readonly x: number; readonly y: number } {
  const along = (low: number, high: number, lowest: number, highest: number) => {
    if (high - low > highest - lowest) return 0
    return Math.max(0, lowest - low) - Math.max(0, high - highest)
  }
  return {
    x: along(box.minX, box.maxX, limits.minX, limits.maxX),
    y: along(box.minY, box.maxY, limits.minY, limits.maxY),
  }
}

function toUnits(
  strokes: readonly Stroke[],
  sheet: Sheet,
  paper: HpglPaper,
  { unitsPerMm }: HpglDialect,
): Stroke[] {
  const portrait = sheet.heightMm > sheet.widthMm
  const lying = portrait ? layOnSide(strokes, sheet.widthMm) : strokes
  const long = Math.max(sheet.widthMm, sheet.heightMm)
  const short = Math.min(sheet.widthMm, sheet.heightMm)
  const dx = (paperSize(paper.paper).heightMm - long) / 2 - paper.originXMm
  const dy = (paperSize(paper.paper).widthMm - short) / 2 - paper.originYMm
  return lying
    .filter(({ points }) => points.length > 0)
    .map(({ points, closed }) => {
      const units = new Float64Array(points.length)
      for (let i = 0; i < points.length; i += 2) {
        units[i] = Math.round((points[i] + dx) * unitsPerMm)
        units[i + 1] = Math.round((short - points[i + 1] + dy) * unitsPerMm)
      }
      return { points: units, closed }
    })
}
