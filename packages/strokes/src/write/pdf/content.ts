import { isStraightPiece } from '../../geometry/curves/chain-pieces.ts'
import { strokeCurves } from '../../geometry/curves/stroke-curves.ts'
import { areasOf, strokesBesideAreas, strokesOf } from '../../geometry/marks.ts'
import type { Area, Drawing, Layer, Sheet, Stroke } from '../../types.ts'
import { colorShares, formatNumber } from '../numbers.ts'
import { type WinAnsiText, winAnsiText } from './win-ansi.ts'

const pointsPerMm = 72 / 25.4
const decimals = 3

/** The drawing on its sheet, then its title and a watermark where there are some. */
export function sheetContent(
  { sheet, layers }: Drawing,
  title: WinAnsiText,
  watermark: string,
  curvesMm: number | undefined,
): string {
  const content = [
    pageStart(sheet),
    ...layers.map((layer, i) => layerContent(layer, i, curvesMm)),
    'Q',
    titleContent(title, sheet),
    watermarkContent(winAnsiText(watermark), sheet),
  ]
  return content.filter(Boolean).join('\n')
}

/** From here to the matching `Q` coordinates are mm with y down, as in the drawing. */
export function pageStart(sheet: Pick<Sheet, 'widthMm' | 'heightMm' | 'paperColor'>): string {
  const scale = formatNumber(pointsPerMm, 9)
  const height = formatNumber(sheet.heightMm * pointsPerMm, decimals)
  const paper =
    sheet.paperColor.toLowerCase() === '#ffffff'
      ? ''
      : `\n${fillColor(sheet.paperColor)} 0 0 ${formatNumber(sheet.widthMm, decimals)} ${formatNumber(sheet.heightMm, decimals)} re f`
  return `q ${scale} 0 0 -${scale} 0 ${height} cm${paper}\n1 J 1 j`
}

function layerContent({ pen, marks }: Layer, index: number, curvesMm: number | undefined): string {
  const areas = areasOf(marks)
  const strokes = areas.length > 0 ? strokesBesideAreas(marks) : strokesOf(marks)
  const drawn = strokes
    .filter(({ points }) => points.length > 0)
    .map((stroke) => strokeContent(stroke, curvesMm))
  const color = colorShares(pen.color).map((share) => formatNumber(share, 4))
  const ink = `${color.join(' ')} RG ${formatNumber(pen.widthMm, decimals)} w`
  const hasInk = areas.length === 0 || drawn.length > 0
  return [`/OC /L${index} BDC`, ...areas.map(areaContent), ...(hasInk ? [ink] : []), ...drawn, 'EMC'].join(
    '\n',
  )
}

function strokeContent(stroke: Stroke, curvesMm: number | undefined): string {
  const { points, closed } = stroke
  const end = closed ? 's' : 'S'
  const curves = strokeCurves(stroke, curvesMm)
  if (curves) return `${curvesContent(curves)} ${end}`
  const at = (i: number) => `${formatNumber(points[i], decimals)} ${formatNumber(points[i + 1], decimals)}`
  let content = `${at(0)} m`
  if (points.length === 2) content += ` ${at(0)} l`
  for (let i = 2; i < points.length; i += 2) content += ` ${at(i)} l`
  return `${content} ${end}`
}

function areaContent({ color, contours }: Area): string {
  const outlines = contours.map((points) => `${curvesContent(points)} h`)
  return `${fillColor(color)}\n${outlines.join('\n')}\nf*`
}

function curvesContent(points: Float64Array): string {
  const at = (i: number) => `${formatNumber(points[i], decimals)} ${formatNumber(points[i + 1], decimals)}`
  let content = `${at(0)} m`
  for (let k = 2; k + 5 < points.length; k += 6) {
    content += isStraightPiece(points, (k - 2) / 6)
      ? ` ${at(k + 4)} l`
      : ` ${at(k)} ${at(k + 2)} ${at(k + 4)} c`
  }
  return content
}

function fillColor(color: string): string {
  return `${colorShares(color)
    .map((share) => formatNumber(share, 4))
    .join(' ')} rg`
}

/** A line of text, its left end at a place in mm from the page's lower left corner, grey as told (0 black). */
export function textContent(
  text: WinAnsiText,
  xMm: number,
  yMm: number,
  sizeMm: number,
  gray: number,
): string {
  return `BT ${formatNumber(gray, 2)} g /F1 ${points(sizeMm)} Tf 1 0 0 1 ${points(xMm)} ${points(yMm)} Tm ${hexString(text)} Tj ET`
}

/** The title, centered in the bottom margin and no wider than the sheet between its margins. */
function titleContent(text: WinAnsiText, sheet: Sheet): string {
  if (text.bytes.length === 0) return ''
  const room = sheet.widthMm - 2 * Math.max(sheet.marginMm, 5)
  const size = Math.min(4, Math.max(2, sheet.marginMm * 0.3), room / text.width)
  const x = (sheet.widthMm - text.width * size) / 2
  const y = Math.max(2, sheet.marginMm / 2 - size / 3)
  return textContent(text, x, y, size, 0.35)
}

/** Three pale lines along the rising diagonal, so that no part of the drawing is free of them. */
function watermarkContent(text: WinAnsiText, sheet: Sheet): string {
  if (text.bytes.length === 0) return ''
  const { widthMm, heightMm } = sheet
  const diagonal = Math.hypot(widthMm, heightMm)
  const size = Math.min(diagonal / 9, (diagonal * 0.75) / text.width)
  const cosine = widthMm / diagonal
  const sine = heightMm / diagonal
  const lines = [-1, 0, 1].map((line) => {
    const along = (-text.width * size) / 2
    const across = line * 0.5 * Math.min(widthMm, heightMm) * 0.8 - size * 0.36
    const x = widthMm / 2 + along * cosine - across * sine
    const y = heightMm / 2 + along * sine + across * cosine
    const matrix = [cosine, sine, -sine, cosine].map((value) => formatNumber(value, 5)).join(' ')
    return `${matrix} ${points(x)} ${points(y)} Tm ${hexString(text)} Tj`
  })
  return `q /Pale gs 0 g BT /F1 ${points(size)} Tf ${lines.join(' ')} ET Q`
}

/** A length in mm as points, as text. */
export function points(mm: number): string {
  return formatNumber(mm * pointsPerMm, decimals)
}

function hexString({ bytes }: WinAnsiText): string {
  return `<${bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')}>`
}
