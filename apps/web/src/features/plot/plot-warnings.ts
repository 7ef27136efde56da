import {
  areaWarnings,
  bedWarnings,
  clipStrokes,
  type Device,
  type Drawing,
  fitsBed,
  penRuns,
  repeatedPenWarnings,
  showsAreas,
  strokeLength,
} from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { formatLength, formatSize } from '../../components/figures.ts'

/** What a person should know before plotting this drawing on this machine, a sentence each. */
export function plotWarnings(drawing: Drawing, device: Device, { cutMm }: { cutMm: number }): string[] {
  const { widthMm, heightMm } = drawing.sheet
  const { bed, label } = device
  const warnings: string[] = []
  const pens = penRuns(drawing.layers.filter(({ marks }) => strokesOf(marks).length > 0)).length
  if (cutMm >= 1) {
    warnings.push(
      `${formatLength(cutMm)} of ink lie outside the margins and are left out. Move it, or make it smaller.`,
    )
  }
  if (!fitsBed(drawing.sheet, device)) {
    const sizes = `${formatSize(widthMm, heightMm)} on ${formatSize(bed.widthMm, bed.heightMm)}`
    const outsideMm = inkOutsideBed(drawing, device)
    warnings.push(
      outsideMm >= 1
        ? `The paper is larger than ${label} reaches (${sizes}), and ${formatLength(outsideMm)} of ink lie outside the bed. Take a smaller paper, or move the drawing to the ${corners[device.origin]}.`
        : `The paper is larger than ${label} reaches (${sizes}). All ink lies within reach: lay the paper's ${corners[device.origin]} corner at the machine's.`,
    )
  }
  if (drawing.layers.some(showsAreas)) {
    const filled = device.dialect.format === 'svg' ? 'PDF and PNG' : 'SVG, PDF and PNG'
    warnings.push(`${filled} have the areas filled; a machine draws their borders.`)
  }
  for (const { pen, marks } of drawing.layers) {
    const thin = strokesOf(marks).filter(
      ({ points }) => points.length > 2 && isWithin(points, pen.widthMm),
    ).length
    if (thin > 0.02 * strokesOf(marks).length && thin >= 10) {
      warnings.push(
        `${pen.name}: ${Math.round((100 * thin) / strokesOf(marks).length)} % of the strokes are smaller than the pen is wide (${pen.widthMm} mm) and come out as dots. Draw it larger, or take a finer pen.`,
      )
    }
  }
  if (device.dialect.format === 'hpgl') warnings.push(...repeatedPenWarnings(drawing, device))
  else if (pens > device.pens) {
    const changes = pens - device.pens
    warnings.push(
      `${label} holds ${device.pens === 1 ? 'one pen' : `${device.pens} pens`}: be there to change pens ${changes === 1 ? 'once' : `${changes} times`}.`,
    )
  }
  return warnings
}

/** What a file warns of and the page has not said yet, be it in other words. */
export function newWarnings(inFile: readonly string[], drawing: Drawing, device: Device): string[] {
  const said = new Set([
    ...areaWarnings(drawing),
    ...bedWarnings(drawing, device),
    ...repeatedPenWarnings(drawing, device),
  ])
  return inFile.filter((warning) => !said.has(warning))
}

const corners = { 'top-left': 'top left', 'bottom-left': 'bottom left' } as const

/** Length of what lies beyond the bed when the sheet's corner lies at the machine's origin, in mm. */
function inkOutsideBed({ sheet, layers }: Drawing, { bed, origin }: Device): number {
  const strokes = layers.flatMap((layer) => strokesOf(layer.marks))
  const bottom = origin === 'top-left' ? bed.heightMm : sheet.heightMm
  const reach = { minX: 0, maxX: bed.widthMm, minY: bottom - bed.heightMm, maxY: bottom }
  const ink = (of: typeof strokes) => of.reduce((sum, stroke) => sum + strokeLength(stroke), 0)
  return ink(strokes) - ink(clipStrokes(strokes, reach))
}

/** Whether a stroke lies within a square of `sizeMm`. */
function isWithin(points: Float64Array, sizeMm: number): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0]
    minX = Math.min(minX, x)
    maxX = Math.max(maxX, x)
    minY = Math.min(minY, y)
    maxY = Math.max(maxY, y)
    if (maxX - minX > sizeMm || maxY - minY > sizeMm) return false
  }
  return true
}
