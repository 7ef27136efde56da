import { strokesOf } from '../../geometry/marks.ts'
import { strokesLength } from '../../geometry/polyline.ts'
import { penNumbers, penRuns, showsAreas } from '../../plan/pens.ts'
import type { Drawing } from '../../types.ts'
import { colorShares, formatNumber } from '../numbers.ts'
import { pageStart, points, textContent } from './content.ts'
import type { PdfPage } from './poster.ts'
import { winAnsiText } from './win-ansi.ts'

const lineMm = 25

/** A page with a row for each pen that draws: a line of it, true to width, its number and name, and its ink. */
export function keyPage(
  { sheet, layers }: Drawing,
  { widthMm, heightMm }: Pick<PdfPage, 'widthMm' | 'heightMm'>,
): PdfPage {
  const numbers = penNumbers(layers.map(({ pen }) => pen))
  const rows = penRuns(layers).flatMap((run) => {
    const [first] = run
    const { pen } = first
    const strokes = run.flatMap((layer) => strokesOf(layer.marks))
    if (strokes.length === 0 && !run.some(showsAreas)) return []
    const inkM = strokesLength(strokes) / 1000
    const ink =
      strokes.length > 0
        ? `, ${formatNumber(inkM, 1)} m in ${strokes.length} ${strokes.length === 1 ? 'stroke' : 'strokes'}`
        : ''
    const number = numbers[layers.indexOf(first)]
    return [{ pen, text: `${number} ${pen.name}: ${pen.color}, ${formatNumber(pen.widthMm, 2)} mm${ink}` }]
  })
  const left = Math.min(15, widthMm / 10)
  const top = heightMm - left
  const pitch = Math.min(10, (heightMm - 2 * left) / Math.max(1, rows.length))
  const size = Math.min(3.5, pitch * 0.5)
  const content = rows.map(({ pen, text }, i) => {
    const y = top - (i + 0.5) * pitch
    const color = colorShares(pen.color).map((share) => formatNumber(share, 4))
    // As far as the page is wide: what is cut off is the end of a long name.
    const room = (widthMm - 2 * left - lineMm - 5) / size
    let shown = winAnsiText(text)
    for (let length = text.length; shown.width > room && length > 0; length--)
      shown = winAnsiText(text.slice(0, length))
    return [
      `q 1 J ${color.join(' ')} RG ${points(pen.widthMm)} w ${points(left)} ${points(y)} m ${points(left + lineMm)} ${points(y)} l S Q`,
      textContent(shown, left + lineMm + 5, y - size * 0.35, size, 0.2),
    ].join('\n')
  })
  const paper = `${pageStart({ widthMm, heightMm, paperColor: sheet.paperColor })}\nQ`
  return { widthMm, heightMm, content: [paper, ...content].join('\n') }
}
