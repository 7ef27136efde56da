import type { FillRule } from '../../geometry/areas/inside.ts'
import { pointsBox } from '../../geometry/polyline.ts'
import { mergeStrokes } from '../../plan/joining/merge.ts'
import type { Stroke } from '../../types.ts'
import { areaStencil, cutTo, isInInner, type Stencil } from './stencil.ts'

/** Ends of what a clip cut lie this near each other where they meet, in mm. */
const meetMm = 1e-3

type Filled = { readonly outlines: readonly Stroke[]; readonly rule: FillRule }

/** The parts of lines that are seen; what is seen wholly stays as it is. */
export function linesWithin(lines: readonly Stroke[], seen: Stencil): Stroke[] {
  return lines.flatMap((line) => (isInInner(line.points, seen) ? [line] : cutTo([line], seen, true)))
}

/** The outline of the part of an area that is seen: of its own outline, and of the border of what hides the rest. */
export function areaWithin(area: Filled, seen: Stencil): readonly Stroke[] {
  return outlineWithin(area, seen) ?? area.outlines
}

/** The part of an area that is seen; `null` for none. */
export function coverWithin(area: Filled, seen: Stencil): Filled | null {
  const outline = outlineWithin(area, seen)
  if (outline === null) return area
  const loops = outline.filter(({ closed }) => closed)
  return loops.length > 0 ? { outlines: loops, rule: 'evenodd' } : null
}

/** `null` for all of it. */
function outlineWithin({ outlines, rule }: Filled, seen: Stencil): Stroke[] | null {
  if (outlines.every(({ points }) => isInInner(points, seen))) return null
  const whole = outlines
    .filter(({ points }) => points.length > 2)
    .map((line) => (line.closed ? line : { ...line, closed: true }))
  const kept = cutTo(whole, seen, true)
  const isWhole = kept.length === whole.length && kept.every((stroke, i) => stroke === whole[i])
  const borders = bordersOver(whole, seen)
  if (isWhole && borders.length === 0) return null
  const added =
    borders.length > 0
      ? cutTo(
          borders,
          areaStencil(
            whole.map(({ points }) => points),
            rule,
          ),
          false,
        )
      : []
  if (isWhole && added.length === 0) return null
  return mergeStrokes([...kept, ...added], meetMm)
}

/** The borders that come near an area. */
function bordersOver(area: readonly Stroke[], seen: Stencil): Stroke[] {
  const box = pointsBox(area.map(({ points }) => points))
  return seen.borders().filter(({ points, closed }) => {
    const count = points.length / 2
    for (let i = 0; i < (closed ? count : count - 1); i++) {
      const j = (i + 1) % count
      const side = pointsBox([[points[i * 2], points[i * 2 + 1], points[j * 2], points[j * 2 + 1]]])
      const isNear =
        side.minX <= box.maxX && side.maxX >= box.minX && side.minY <= box.maxY && side.maxY >= box.minY
      if (isNear) return true
    }
    return false
  })
}
