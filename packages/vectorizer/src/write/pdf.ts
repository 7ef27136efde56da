import type { Drawing, Layer, Region, Sheet, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { colorShares, formatNumber } from './numbers.ts'
import { assemblePdf, type PdfObject, pdfText } from './pdf-file.ts'
import { isStraightCurve } from './region-path.ts'
import { type WinAnsiText, winAnsiText } from './win-ansi.ts'

const pointsPerMm = 72 / 25.4
const decimals = 3

export type PdfOptions = {
  /** Printed small in the bottom margin and kept in the file's properties. */
  readonly title?: string
  /** Printed large and pale across the sheet. */
  readonly watermark?: string
}

export type PdfFile = {
  readonly bytes: Uint8Array
  readonly warnings: readonly string[]
}

/**
 * One vector page at true size, strokes as wide as their pens or regions filled, one optional-content layer per pen. The same drawing
 * gives the same bytes: no date, no random id. Text uses the built-in Helvetica; a title with letters that it lacks is
 * kept in the properties and not printed, which is warned of.
 */
export function writePdf(drawing: Drawing, options: PdfOptions = {}): PdfFile {
  checkDrawing(drawing)
  const title = options.title ?? drawing.meta.title ?? ''
  const { sheet, layers, meta } = drawing
  const printed = winAnsiText(title)
  const warnings: string[] = []
  if (!printed.complete) {
    warnings.push(
      "The title has letters the PDF's font lacks; it is in the file's properties and not printed.",
    )
  }
  const content = [
    pageStart(sheet),
    ...layers.map((layer, i) => layerContent(layer, i)),
    'Q',
    printed.complete ? titleContent(printed, sheet) : '',
    watermarkContent(winAnsiText(options.watermark ?? ''), sheet),
  ]
  const firstLayer = 7
  const references = layers.map((_, i) => `${firstLayer + i} 0 R`)
  const width = formatNumber(sheet.widthMm * pointsPerMm, decimals)
  const height = formatNumber(sheet.heightMm * pointsPerMm, decimals)
  const list = references.join(' ')
  const objects: PdfObject[] = [
    {
      body: `<< /Type /Catalog /Pages 3 0 R /OCProperties << /OCGs [${list}] /D << /Order [${list}] /ON [${list}] >> >> >>`,
    },
    {
      body: `<< ${title ? `/Title ${pdfText(title)} ` : ''}/Subject ${pdfText(`${meta.style}, seed ${meta.seed}`)} /Creator (Plotline) /Producer (Plotline) >>`,
    },
    { body: '<< /Type /Pages /Kids [4 0 R] /Count 1 >>' },
    {
      body: `<< /Type /Page /Parent 3 0 R /MediaBox [0 0 ${width} ${height}] /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> /ExtGState << /Pale << /ca 0.16 >> >> /Properties << ${references.map((reference, i) => `/L${i} ${reference}`).join(' ')} >> >> >>`,
    },
    { body: '', stream: content.filter(Boolean).join('\n') },
    { body: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>' },
    ...layers.map(({ pen }, i) => ({ body: `<< /Type /OCG /Name ${pdfText(`${i + 1} ${pen.name}`)} >>` })),
  ]
  return { bytes: assemblePdf(objects), warnings }
}

/** From here to the matching `Q` coordinates are mm with y down, as in the drawing. */
function pageStart(sheet: Sheet): string {
  const scale = formatNumber(pointsPerMm, 9)
  const height = formatNumber(sheet.heightMm * pointsPerMm, decimals)
  const paper =
    sheet.paperColor.toLowerCase() === '#ffffff'
      ? ''
      : `\n${fillColor(sheet.paperColor)} 0 0 ${formatNumber(sheet.widthMm, decimals)} ${formatNumber(sheet.heightMm, decimals)} re f`
  return `q ${scale} 0 0 -${scale} 0 ${height} cm${paper}\n1 J 1 j`
}

function layerContent({ pen, strokes, regions }: Layer, index: number): string {
  if (regions) return [`/OC /L${index} BDC`, ...regions.map(regionContent), 'EMC'].join('\n')
  const drawn = strokes.filter(({ points }) => points.length > 0).map(strokeContent)
  const color = colorShares(pen.color).map((share) => formatNumber(share, 4))
  return [
    `/OC /L${index} BDC`,
    `${color.join(' ')} RG ${formatNumber(pen.widthMm, decimals)} w`,
    ...drawn,
    'EMC',
  ].join('\n')
}

function strokeContent({ points, closed }: Stroke): string {
  const at = (i: number) => `${formatNumber(points[i], decimals)} ${formatNumber(points[i + 1], decimals)}`
  let content = `${at(0)} m`
  if (points.length === 2) content += ` ${at(0)} l`
  for (let i = 2; i < points.length; i += 2) content += ` ${at(i)} l`
  return `${content} ${closed ? 's' : 'S'}`
}

function regionContent({ color, contours }: Region): string {
  const at = (points: Float64Array, i: number) =>
    `${formatNumber(points[i], decimals)} ${formatNumber(points[i + 1], decimals)}`
  const outlines = contours.map((points) => {
    let content = `${at(points, 0)} m`
    for (let k = 2; k + 5 < points.length; k += 6) {
      content += isStraightCurve(points, k)
        ? ` ${at(points, k + 4)} l`
        : ` ${at(points, k)} ${at(points, k + 2)} ${at(points, k + 4)} c`
    }
    return `${content} h`
  })
  return `${fillColor(color)}\n${outlines.join('\n')}\nf*`
}

function fillColor(color: string): string {
  return `${colorShares(color)
    .map((share) => formatNumber(share, 4))
    .join(' ')} rg`
}

/** The title, centered in the bottom margin and no wider than the sheet between its margins. */
function titleContent(text: WinAnsiText, sheet: Sheet): string {
  if (text.bytes.length === 0) return ''
  const room = sheet.widthMm - 2 * Math.max(sheet.marginMm, 5)
  const size = Math.min(4, Math.max(2, sheet.marginMm * 0.3), room / text.width)
  const x = (sheet.widthMm - text.width * size) / 2
  const y = Math.max(2, sheet.marginMm / 2 - size / 3)
  return `BT 0.35 g /F1 ${points(size)} Tf 1 0 0 1 ${points(x)} ${points(y)} Tm ${hexString(text)} Tj ET`
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

function points(mm: number): string {
  return formatNumber(mm * pointsPerMm, decimals)
}

function hexString({ bytes }: WinAnsiText): string {
  return `<${bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')}>`
}
