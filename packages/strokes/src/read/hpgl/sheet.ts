import type { Stroke } from '../../types.ts'
import { type Conic, circleAt, createHand, type Hand } from '../conic.ts'
import type { Matrix } from '../matrix.ts'
import { createPolylineBuilder, type Polyline, type PolylineBuilder, strokeOf } from '../polylines.ts'
import { flatnessMm } from '../svg/outline.ts'
import type { Point } from './place.ts'

/** A plotter unit. */
export const mmPerPlotterUnit = 0.025

/** What one pen drew, in mm, y up. */
export type PenPlot = {
  readonly pen: number
  readonly strokes: readonly Stroke[]
}

/** A rectangle to another corner, a circle, or a wedge about where the pen is, in plotter units. */
type Figure =
  | { readonly at: Point; readonly corner: Point }
  | {
      readonly at: Point
      readonly isWedge: boolean
      readonly ux: number
      readonly vy: number
      readonly from: number
      readonly to: number
    }

/** The paper under the pens of an HP-GL plotter, in plotter units; what is drawn is kept by pen, in the order of first use. */
export type HpglSheet = {
  readonly at: Point
  readonly isDown: boolean
  /** Whether there is ink on it. */
  readonly isMarked: boolean
  take(pen: number): void
  lower(): void
  lift(): void
  go(to: Point): void
  arc(conic: Conic, from: number, to: number): void
  cubic(a: Point, b: Point, c: Point): void
  /** Draws a figure whether or not the pen is down, and comes back; false where its numbers make none. */
  figure(figure: Figure): boolean
  /** Turns the coordinates by quarters. */
  turn(turnDeg: number): void
  /** `PM`: 0 begins a polygon, 1 closes one of its parts, 2 ends it. */
  polygon(mode: number): void
  /** Draws the edges of the polygon that was ended last; false where there is none. */
  edgePolygon(): boolean
  /** All that was drawn, and how many lines without a pen. */
  finish(): { plots: PenPlot[]; unheld: number }
}

type Plot = { readonly builder: PolylineBuilder; hand: Hand }

/** No sheet is as large, and no plotter goes there. */
const farthest = 1e8

export function createHpglSheet(spendPoints: (points: number) => void): HpglSheet {
  const plots = new Map<number, Plot>()
  let matrix: Matrix = [mmPerPlotterUnit, 0, 0, mmPerPlotterUnit, 0, 0]
  let pen = 1
  let at: Point = [0, 0]
  let isDown = false
  /** Down, and its line not begun. */
  let isWaiting = false
  /** Lowered, and nothing drawn: if that stays so it is a dot. */
  let isDot = false
  let polygon: Plot | null = null
  let ended: Plot | null = null
  /** In a polygon: the next move goes to the start of another part. */
  let isParting = false
  let startedAt: Point = [0, 0]

  const newPlot = (): Plot => {
    const builder = createPolylineBuilder(flatnessMm, spendPoints)
    return { builder, hand: createHand(builder, matrix, flatnessMm) }
  }
  const plot = (): Plot => {
    const known = plots.get(pen) ?? newPlot()
    plots.set(pen, known)
    return known
  }
  const isSane = ([x, y]: Point) => Math.abs(x) < farthest && Math.abs(y) < farthest
  /** The hand that is to draw from here on, or none while the pen is up. */
  const drawing = (): Hand | null => {
    if (polygon) return polygon.hand
    if (!isDown) return null
    const { hand } = plot()
    if (isWaiting) hand.move(...at)
    isWaiting = false
    isDot = false
    return hand
  }
  const lift = () => {
    if (isDot && !polygon) drawing()?.line(...at)
    isDown = false
    isWaiting = false
    isDot = false
  }

  return {
    get at() {
      return at
    },
    get isDown() {
      return isDown
    },
    get isMarked() {
      return plots.size > 0
    },
    take(next) {
      lift()
      pen = next
    },
    lower() {
      if (isDown) return
      isDown = true
      isWaiting = true
      isDot = true
    },
    lift,
    go(to) {
      if (!isSane(to)) return
      if (polygon && isParting) polygon.hand.move(...to)
      else drawing()?.line(...to)
      isParting = false
      at = to
    },
    arc(conic, from, to) {
      const end: Point = [
        conic.x + conic.ux * Math.cos(to) + conic.vx * Math.sin(to),
        conic.y + conic.uy * Math.cos(to) + conic.vy * Math.sin(to),
      ]
      if (!isSane(end) || !isSane([conic.ux, conic.vy])) return
      drawing()?.arc(conic, from, to)
      at = end
    },
    cubic(a, b, c) {
      if (![a, b, c].every(isSane)) return
      drawing()?.cubic(...a, ...b, ...c)
      at = c
    },
    figure(figure) {
      const [x, y] = figure.at
      const { hand } = polygon ?? plot()
      if ('corner' in figure) {
        const [toX, toY] = figure.corner
        if (!isSane(figure.corner)) return false
        hand.move(x, y)
        hand.line(toX, y)
        hand.line(toX, toY)
        hand.line(x, toY)
      } else {
        const { ux, vy, isWedge, from, to } = figure
        if (!isSane([ux, vy])) return false
        if (!Number.isFinite(from + to) || Math.abs(to - from) > 2 * Math.PI + 1e-9) return false
        const start: Point = [x + ux * Math.cos(from), y + vy * Math.sin(from)]
        if (isWedge) hand.move(x, y)
        if (isWedge) hand.line(...start)
        else hand.move(...start)
        hand.arc({ ...circleAt(x, y, 0), ux, vy }, from, to)
      }
      hand.close()
      // What comes next with the pen down begins here anew.
      isWaiting = isDown
      isDot = false
      return true
    },
    turn(turnDeg) {
      lift()
      const turn = (turnDeg * Math.PI) / 180
      const [cos, sin] = [
        Math.round(Math.cos(turn)) * mmPerPlotterUnit,
        Math.round(Math.sin(turn)) * mmPerPlotterUnit,
      ]
      matrix = [cos, sin, -sin, cos, 0, 0]
      for (const one of plots.values()) one.hand = createHand(one.builder, matrix, flatnessMm)
    },
    polygon(mode) {
      if (mode === 0) {
        lift()
        polygon = newPlot()
        polygon.hand.move(...at)
        startedAt = at
        isParting = false
      } else if (polygon) {
        polygon.hand.close()
        isParting = true
        if (mode === 1) return
        ended = polygon
        polygon = null
        at = startedAt
        isDown = false
      }
    },
    edgePolygon() {
      if (!ended) return false
      // Filled and edged, it is drawn once.
      for (const line of ended.builder.polylines.splice(0)) plot().builder.polylines.push(line)
      return true
    },
    finish() {
      lift()
      const unheld = plots.get(0)?.builder.polylines.length ?? 0
      plots.delete(0)
      const drawn = Array.from(plots, ([number, { builder }]): PenPlot => {
        const polylines = builder.polylines.filter(({ points }) => points.length >= 2)
        for (const line of polylines) closeLoop(line)
        return { pen: number, strokes: polylines.map(strokeOf) }
      })
      return { plots: drawn.filter(({ strokes }) => strokes.length > 0), unheld }
    },
  }
}

/** HP-GL has no loops: a line that ends where it began is one. */
function closeLoop(line: Polyline): void {
  const { points } = line
  const last = points.length - 2
  if (line.closed || last < 6 || points[0] !== points[last] || points[1] !== points[last + 1]) return
  points.length = last
  line.closed = true
}
