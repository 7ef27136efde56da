import { DrawingError } from '../../geometry/drawing-error.ts'
import { type Paper, paperSize } from '../../page/papers.ts'
import type { Sheet } from '../../types.ts'
import { points, textContent } from './content.ts'
import { winAnsiText } from './win-ansi.ts'

export type PdfPage = { readonly widthMm: number; readonly heightMm: number; readonly content: string }

/** What a printer leaves white, with room for the marks. */
const marginMm = 10
const usualOverlapMm = 10
/** Between the marks of two edges there is room for the drawing. */
const leastPageMm = 60
/** Nobody glues more together. */
const mostPages = 200
const markMm = 6
/** Where the caption begins: beside the mark at the corner. */
const captionMm = marginMm + markMm + 2

type PosterOptions = { readonly paper: Paper; readonly overlapMm?: number; readonly title?: string }

/** Where a sheet is parted along one side: the first millimetre of each part, all of them `room` long. */
export function partsAlong(sheetMm: number, room: number, overlapMm: number): number[] {
  const step = room - overlapMm
  const count = Math.max(1, Math.ceil((sheetMm - overlapMm) / step - 1e-9))
  return Array.from({ length: count }, (_, i) => i * step)
}

/**
 * The pages of a poster, row by row: each shows its part of the form `/Sheet`, the strip it shares with its neighbors
 * on both, with marks where to cut and how far the next page reaches over it, and below it the title with its row and
 * column. The paper lies the way that takes fewer pages. Throws `bad_drawing` where there would be too many.
 */
export function posterPages(
  sheet: Pick<Sheet, 'widthMm' | 'heightMm'>,
  { paper, overlapMm = usualOverlapMm, title = '' }: PosterOptions,
): PdfPage[] {
  const { label, widthMm: short, heightMm: long } = paperSize(paper)
  if (short < leastPageMm)
    throw new DrawingError('bad_drawing', `A poster on ${label} has no room; take a larger paper.`)
  const ways = [
    { widthMm: short, heightMm: long },
    { widthMm: long, heightMm: short },
  ].map((page) => {
    const [width, height] = [page.widthMm - 2 * marginMm, page.heightMm - 2 * marginMm]
    const shared = Math.min(Math.max(0, overlapMm), Math.min(width, height) / 2)
    return {
      ...page,
      width,
      height,
      shared,
      columns: partsAlong(sheet.widthMm, width, shared),
      rows: partsAlong(sheet.heightMm, height, shared),
    }
  })
  const [way] = ways.sort((a, b) => a.columns.length * a.rows.length - b.columns.length * b.rows.length)
  const count = way.columns.length * way.rows.length
  if (count > mostPages)
    throw new DrawingError(
      'bad_drawing',
      `A poster of ${count} pages is more than ${mostPages}; take a larger paper.`,
    )
  return way.rows.flatMap((top, row) =>
    way.columns.map((left, column) => {
      const place = `Row ${row + 1} of ${way.rows.length}, column ${column + 1} of ${way.columns.length}`
      const caption = winAnsiText(title ? `${title} · ${place}` : place)
      const right = Math.min(way.width, sheet.widthMm - left)
      const low = Math.min(way.height, sheet.heightMm - top)
      // The page's y runs up, the part's upper left corner is what stays put.
      const upper = marginMm + way.height
      const corners = { left: marginMm, right: marginMm + right, upper, lower: upper - low }
      const overlaps = {
        x: [
          ...(column > 0 ? [marginMm + way.shared] : []),
          ...(column + 1 < way.columns.length ? [corners.right - way.shared] : []),
        ],
        y: [
          ...(row > 0 ? [upper - way.shared] : []),
          ...(row + 1 < way.rows.length ? [corners.lower + way.shared] : []),
        ],
      }
      const content = [
        `q ${points(corners.left)} ${points(corners.lower)} ${points(right)} ${points(low)} re W n`,
        `1 0 0 1 ${points(marginMm - left)} ${points(upper - sheet.heightMm + top)} cm /Sheet Do Q`,
        marks(corners, overlaps),
        textContent(caption, captionMm, 3, Math.min(3, (way.width - captionMm) / caption.width), 0.35),
      ]
      return { widthMm: way.widthMm, heightMm: way.heightMm, content: content.join('\n') }
    }),
  )
}

type Corners = {
  readonly left: number
  readonly right: number
  readonly upper: number
  readonly lower: number
}

/** Black ticks at the corners of the part, where to cut; grey ones where the neighbor's part ends. */
function marks(
  { left, right, upper, lower }: Corners,
  overlaps: { readonly x: readonly number[]; readonly y: readonly number[] },
): string {
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `${points(x1)} ${points(y1)} m ${points(x2)} ${points(y2)} l S`
  const [near, far] = [1, markMm]
  const across = (x: number) => [line(x, upper + near, x, upper + far), line(x, lower - near, x, lower - far)]
  const along = (y: number) => [line(left - near, y, left - far, y), line(right + near, y, right + far, y)]
  return [
    `q 0 G ${points(0.15)} w`,
    ...[left, right].flatMap(across),
    ...[upper, lower].flatMap(along),
    '0.6 G',
    ...overlaps.x.flatMap(across),
    ...overlaps.y.flatMap(along),
    'Q',
  ].join('\n')
}
