import type { Drawing, Stroke } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'

/** Tenths of a millimetre are finer than a screen shows. */
const unitsPerMm = 10
const toUnits = (mm: number): number => Math.round(mm * unitsPerMm)

function pathOf({ points, closed }: Stroke): string {
  let x = toUnits(points[0] ?? 0)
  let y = toUnits(points[1] ?? 0)
  let text = `M${x} ${y}`
  for (let i = 2; i < points.length; i += 2) {
    const nextX = toUnits(points[i] ?? 0)
    const nextY = toUnits(points[i + 1] ?? 0)
    if (nextX === x && nextY === y) continue
    text += `${i === 2 || !text.includes('l') ? 'l' : ' '}${nextX - x} ${nextY - y}`
    x = nextX
    y = nextY
  }
  return closed ? `${text}z` : text
}

const svg = (drawing: Drawing, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${toUnits(drawing.sheet.widthMm)} ${toUnits(drawing.sheet.heightMm)}" fill="none" stroke-linecap="round" stroke-linejoin="round">${content}</svg>\n`

const ink = (drawing: Drawing, color?: string): string =>
  drawing.layers
    .map(
      ({ pen, marks }) =>
        `<path stroke="${color ?? pen.color}" stroke-width="${pen.widthMm * unitsPerMm}" d="${strokesOf(marks).map(pathOf).join('')}"/>`,
    )
    .join('')

/** A drawing as a small SVG for the screen, a stroke a subpath, in plotting order. Not for a plotter. */
export const compactSvg = (drawing: Drawing): string => svg(drawing, ink(drawing))

/** The drawing, pale, under the way of the raised pen. */
export function travelSvg(drawing: Drawing): string {
  const way = drawing.layers.flatMap(({ marks }) =>
    strokesOf(marks)
      .slice(1)
      .map((stroke, i) => {
        const before = strokesOf(marks)[i] ?? stroke
        const last = before.closed ? 0 : before.points.length - 2
        const from = [before.points[last] ?? 0, before.points[last + 1] ?? 0].map(toUnits)
        const to = [stroke.points[0] ?? 0, stroke.points[1] ?? 0].map(toUnits)
        return `M${from.join(' ')}L${to.join(' ')}`
      }),
  )
  return svg(
    drawing,
    `${ink(drawing, '#c9c5ba')}<path stroke="#b35a00" stroke-width="2" d="${way.join('')}"/>`,
  )
}
