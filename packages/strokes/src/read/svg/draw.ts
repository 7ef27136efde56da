import type { FillRule } from '../../geometry/areas/inside.ts'
import { strokeMover } from '../../geometry/curves/arcs.ts'
import { addSide, straightCurves } from '../../geometry/curves/straight-curves.ts'
import { pointsBox, strokesLength } from '../../geometry/polyline.ts'
import type { Area, Stroke } from '../../types.ts'
import { areaWithin, coverWithin, linesWithin } from '../clip/seen-parts.ts'
import { once } from '../clip/stencil.ts'
import { evenOddContours } from '../clip/whole-areas.ts'
import { type Matrix, scaleOf } from '../matrix.ts'
import { type Polyline, strokeOf } from '../polylines.ts'
import type { XmlElement } from '../xml/xml.ts'
import { cutIntoDashes } from './dashes.ts'
import { drawMarkers, hasMarkers } from './markers.ts'
import { closeOutline, traceShape, transformPoints } from './outline.ts'
import { outlinesAlong } from './outlines-along.ts'
import type { AreaGroup, Place, Reading } from './place.ts'
import { inkOf, isOpaque } from './style.ts'
import { mmPerPx } from './units.ts'

/** One shape as drawn: its strokes in mm on the page, its ink, and the layer it lies in. */
export type Drawn = {
  readonly strokes: readonly Stroke[]
  readonly color: string
  readonly widthMm: number
  /** The nearest Inkscape layer's label; `null` outside of any. */
  readonly layer: string | null
  /** What it hides of what lies under it: the area within its undashed lines. */
  readonly cover: (() => Cover) | null
  /** In a group of areas of ours: that area, which has no strokes, and the group. */
  readonly area?: { readonly area: Area; readonly group: AreaGroup }
}

/** An area within closed lines. */
type Cover = { readonly outlines: readonly Stroke[]; readonly rule: FillRule }

/** The paper: its color, `null` where every color is ink, and its size in mm, `null` where the file has none. */
export type Paper = {
  readonly color: string | null
  readonly size: { readonly widthMm: number; readonly heightMm: number } | null
}

/** How near the sides of a page a rectangle ends that is the page, as a share of them. */
const pageSlack = 0.002
const nowhere = new Float64Array()
const broken = 'broken shape, drawn up to the break'

type Inks = ReturnType<typeof inkOf>
/** What a shape is drawn with: the color of its stroke, or of its fill along the outline; pale in that of the paper. */
type Ink = { readonly color: string; readonly byStroke: boolean; readonly isPale: boolean }

/**
 * Draws shapes with a pen. What has the color of the paper is no ink, and hides; a first shape that fills the page is the
 * paper. `finish` answers what was drawn.
 */
export function createDrawer(reading: Reading, paper: Paper) {
  const drawn: Drawn[] = []
  /** Strokes in the color of the paper by their place in `drawn`, where they have no lines. */
  const pale = new Map<number, Drawn>()
  let paperColor = paper.color
  let isFirst = true

  const draw = (element: XmlElement, place: Place): void => {
    if (!place.style.visible) return
    const inks = inkOf(place.style)
    const withMarkers = hasMarkers(element, place)
    if (!inks.stroke && !inks.fill && !withMarkers) return reading.leave('shape without paint')
    const { polylines, isWhole, nodes } = traceShape(element, place, reading.spendPoints, withMarkers)
    if (!isWhole) reading.leave(broken)
    if (inks.stroke || inks.fill) drawLines(element, { place, inks, traced: polylines })
    if (withMarkers) drawMarkers(nodes, place, reading)
  }

  type Shape = { place: Place; inks: Inks; traced: readonly Polyline[] }
  const drawLines = ({ attributes }: XmlElement, { place, inks, traced }: Shape): void => {
    const { style, matrix, layer, areas, seen } = place
    // A dot and a line from here to there have no inside.
    const filled = traced.filter(({ points }) => points.length > 4)
    const polylines = inks.stroke ? traced : filled
    const fill = filled.length > 0 ? inks.fill : null
    const ink = chooseInk({ stroke: inks.stroke, fill }, paperColor)
    if (!ink) return traced.length > 0 ? reading.leave('line without a stroke') : undefined
    // The outline of what was filled is whole, whether or not its path says so.
    if (!ink.byStroke) for (const polyline of polylines) closeOutline(polyline)
    const placed = strokesOnPage(polylines.map(strokeOf), matrix)
    if (placed.length < polylines.length) reading.leave(broken)
    if (placed.length === 0) return
    const filledArea = once(() => filledBy(placed, style.fillRule))
    const outlines = ink.byStroke ? placed : filledArea().outlines
    const cover = isOpaque(fill, style) ? filledArea : null
    const effect = style.own.get('vector-effect') ?? 'none'
    const isFixed = effect === 'non-scaling-stroke'
    if (!isFixed && effect !== 'none') reading.leave(`vector-effect ${effect.slice(0, 40)}`)
    const penMm = style.strokeWidth * (isFixed ? mmPerPx : scaleOf(matrix))
    if (areas && fill && !inks.stroke) {
      const area = {
        area: { color: fill.color, contours: contoursOf(polylines, matrix) },
        group: areas,
      }
      const { color } = style.color
      if (area.area.contours.length > 0)
        drawn.push({ color, widthMm: penMm, strokes: [], layer, cover, area })
      return
    }
    const partOfCover = cover && seen ? coverWithin(cover(), seen) : null
    const seenCover = seen ? partOfCover && (() => partOfCover) : cover
    const isPaper =
      isFirst &&
      paperColor !== null &&
      !inks.stroke &&
      seenCover !== null &&
      isPage(outlines, paper) &&
      (!seen || isPage(seenCover().outlines, paper))
    isFirst &&= isPaper
    if (isPaper) {
      paperColor = ink.color
      return reading.leave('shape as large as the page, taken for the paper')
    }
    const isDashed = ink.byStroke && style.dashes.length > 0
    const lines = isDashed ? dashesOf(attributes, { place, polylines, outlines, isFixed }) : outlines
    const widthMm = ink.byStroke ? penMm : 0
    const whole = { color: ink.color, widthMm, layer }
    const seenLines = !seen ? lines : ink.byStroke ? linesWithin(lines, seen) : areaWithin(filledArea(), seen)
    if (seenLines.length === 0 && !seenCover) return
    const one = { ...whole, strokes: seenLines, cover: seenCover }
    if (!ink.isPale) return void drawn.push(one)
    if (ink.byStroke) pale.set(drawn.length, one)
    else reading.leave('shape in the color of the paper')
    drawn.push({ ...one, strokes: [] })
  }

  const dashesOf = (
    attributes: ReadonlyMap<string, string>,
    shape: { place: Place; polylines: readonly Polyline[]; outlines: readonly Stroke[]; isFixed: boolean },
  ): readonly Stroke[] => {
    const { place, polylines, outlines, isFixed } = shape
    const { dashes, dashOffset } = place.style
    const lines = isFixed ? outlines : polylines.map(strokeOf)
    const given = Number(attributes.get('pathLength') ?? Number.NaN)
    const length = given > 0 ? strokesLength(lines) : 0
    const unit = given > 0 ? length / given : isFixed ? mmPerPx : 1
    const cut = cutIntoDashes(
      lines,
      dashes.map((dash) => dash * unit),
      dashOffset * unit,
    )
    if (!cut) reading.leave('dashes that are too fine')
    for (const { points } of cut ?? []) reading.spendPoints(points.length / 2)
    return !cut || isFixed ? (cut ?? outlines) : strokesOnPage(cut, place.matrix)
  }

  /** What was drawn, and on paper of which color; strokes in that color are ink where there is no other. */
  const finish = (): { drawn: Drawn[]; paperColor: string | null } => {
    const hasInk = drawn.some(({ strokes, area }) => strokes.length > 0 || area)
    for (const [at, one] of pale) {
      if (hasInk) reading.leave('line in the color of the paper')
      else drawn[at] = one
    }
    return { drawn, paperColor }
  }
  return { draw, finish }
}

/** What lines fill by a rule, as lines that fill it by the even-odd rule: those where they do, else its outlines. */
function filledBy(lines: readonly Stroke[], rule: FillRule): Cover {
  const contours = lines.map(({ points }) => points)
  const even = evenOddContours({ contours, rule })
  const outlines = even === contours ? lines : outlinesAlong(even, lines)
  return { outlines, rule: 'evenodd' }
}

function chooseInk({ stroke, fill }: Inks, paperColor: string | null): Ink | null {
  if (stroke && stroke.color !== paperColor) return { color: stroke.color, byStroke: true, isPale: false }
  if (fill && fill.color !== paperColor) return { color: fill.color, byStroke: false, isPale: false }
  if (stroke) return { color: stroke.color, byStroke: true, isPale: true }
  return fill && { color: fill.color, byStroke: false, isPale: true }
}

/** Whether these are the four sides of a rectangle as large as the page, or larger. */
function isPage(outlines: readonly Stroke[], { size }: Paper): boolean {
  if (!size || outlines.length !== 1) return false
  const [{ points }] = outlines
  const { minX, minY, maxX, maxY } = pointsBox([points])
  const isStraight = points.every((value, i) => {
    const other = points[(i + 2) % points.length]
    const across = points[(i ^ 1) % points.length]
    const otherAcross = points[((i ^ 1) + 2) % points.length]
    return value === other || across === otherAcross
  })
  const [slackX, slackY] = [size.widthMm * pageSlack, size.heightMm * pageSlack]
  const isLarge =
    minX <= slackX && minY <= slackY && maxX >= size.widthMm - slackX && maxY >= size.heightMm - slackY
  return points.length === 8 && isStraight && isLarge
}

/** Strokes on the page, without those that lie past every page. */
function strokesOnPage(strokes: readonly Stroke[], matrix: Matrix): Stroke[] {
  const move = strokeMover((points) => transformPoints(points, matrix) ?? nowhere)
  return strokes.map(move).flatMap((stroke) => {
    if (stroke.points === nowhere) return []
    const isRound = stroke.arcs?.every(({ chain }) => chain !== nowhere)
    return [isRound === false ? { points: stroke.points, closed: stroke.closed } : stroke]
  })
}

/** Closed chains of Béziers on the page. */
function contoursOf(polylines: readonly Polyline[], matrix: Matrix): Float64Array[] {
  return polylines.flatMap(({ points, closed, curves }) => {
    const chain = curves ?? straightCurves(points, true)
    if (curves && !closed) addSide(chain, points[0], points[1])
    const placed = transformPoints(chain, matrix)
    return placed && placed.length >= 8 ? [placed] : []
  })
}
