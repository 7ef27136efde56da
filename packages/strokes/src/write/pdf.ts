import type { Paper } from '../page/papers.ts'
import type { Drawing } from '../types.ts'
import { checkDrawing } from './check.ts'
import { points, sheetContent } from './pdf/content.ts'
import { assemblePdf, type PdfObject, pdfText } from './pdf/file.ts'
import { keyPage } from './pdf/key.ts'
import { type PdfPage, posterPages } from './pdf/poster.ts'
import { printableWords, winAnsiText } from './pdf/win-ansi.ts'

export type PdfOptions = {
  /** Printed small in the bottom margin and kept in the file's properties. */
  readonly title?: string
  /** Printed large and pale across the sheet. */
  readonly watermark?: string
  /** Strokes as `createStrokeCurves` bends them. */
  readonly curvesMm?: number
  /** Parts the sheet over pages of this paper, to be glued together at true size. */
  readonly poster?: { readonly paper: Paper; readonly overlapMm?: number }
  /** Adds a page that names every pen beside a line of it. */
  readonly key?: boolean
}

export type PdfFile = {
  readonly bytes: Uint8Array
  readonly warnings: readonly string[]
}

/**
 * Vector pages at true size, strokes as wide as their pens or regions filled, one optional-content layer per pen: the
 * sheet, or its parts on the pages of a poster, and a key where it is asked for. The same drawing gives the same bytes:
 * no date, no random id. Text uses the built-in Helvetica; words of the title with letters that it lacks are kept in the
 * properties and not printed, which is warned of.
 */
export function writePdf(drawing: Drawing, options: PdfOptions = {}): PdfFile {
  checkDrawing(drawing)
  const title = options.title ?? drawing.meta.title ?? ''
  const { sheet, layers, meta } = drawing
  const { printable, leftOut } = printableWords(title)
  const warnings: string[] = []
  if (leftOut) {
    warnings.push(
      `“${leftOut}” in the title is not printed: the PDF's font lacks its letters. The file's properties have the whole title.`,
    )
  }
  const { watermark = '', curvesMm, poster, key } = options
  const content = sheetContent(drawing, winAnsiText(printable), watermark, curvesMm)
  const tiles = poster ? posterPages(sheet, { ...poster, title: printable }) : [{ ...sheet, content }]
  const pages: PdfPage[] = key ? [...tiles, keyPage(drawing, tiles[0])] : tiles

  const firstLayer = 7
  const references = layers.map((_, i) => `${firstLayer + i} 0 R`)
  // After the layers the sheet that a poster's pages show parts of, then the pages after the first with their contents.
  const firstExtra = firstLayer + layers.length
  const firstMore = firstExtra + (poster ? 1 : 0)
  const pageNumbers = pages.map((_, i) => (i === 0 ? 4 : firstMore + 2 * (i - 1)))
  const layerNames = references.map((reference, i) => `/L${i} ${reference}`).join(' ')
  const shared = `/Font << /F1 6 0 R >> /ExtGState << /Pale << /ca 0.16 >> >> /Properties << ${layerNames} >>`
  const resources = poster ? `${shared} /XObject << /Sheet ${firstExtra} 0 R >>` : shared
  const pageObject = ({ widthMm, heightMm }: PdfPage, contents: number): PdfObject => ({
    body: `<< /Type /Page /Parent 3 0 R /MediaBox [0 0 ${points(widthMm)} ${points(heightMm)}] /Contents ${contents} 0 R /Resources << ${resources} >> >>`,
  })
  const list = references.join(' ')
  const objects: PdfObject[] = [
    {
      body: `<< /Type /Catalog /Pages 3 0 R /OCProperties << /OCGs [${list}] /D << /Order [${list}] /ON [${list}] >> >> >>`,
    },
    {
      body: `<< ${title ? `/Title ${pdfText(title)} ` : ''}/Subject ${pdfText(`${meta.style}, seed ${meta.seed}`)} /Creator (Plotline) /Producer (Plotline) >>`,
    },
    {
      body: `<< /Type /Pages /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    },
    pageObject(pages[0], 5),
    { body: '', stream: pages[0].content },
    { body: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>' },
    ...layers.map(({ pen }, i) => ({ body: `<< /Type /OCG /Name ${pdfText(`${i + 1} ${pen.name}`)} >>` })),
  ]
  if (poster) {
    const box = `[0 0 ${points(sheet.widthMm)} ${points(sheet.heightMm)}]`
    objects.push({
      body: `/Type /XObject /Subtype /Form /BBox ${box} /Resources << ${shared} >>`,
      stream: content,
    })
  }
  for (const [i, page] of pages.entries()) {
    if (i > 0) objects.push(pageObject(page, pageNumbers[i] + 1), { body: '', stream: page.content })
  }
  return { bytes: assemblePdf(objects), warnings }
}
