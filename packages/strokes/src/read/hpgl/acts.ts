import type { Box } from '../../geometry/polyline.ts'
import type { Tally } from '../tally.ts'
import { readEncoded } from './encoded.ts'
import type { createHpglPlace, Point } from './place.ts'
import { type HpglSheet, mmPerPlotterUnit } from './sheet.ts'

const mostPens = 256

/** What instructions change as they come; lengths in plotter units, y up. */
export type HpglState = {
  readonly sheet: HpglSheet
  readonly place: ReturnType<typeof createHpglPlace>
  readonly tally: Tally
  readonly colors: Map<number, string>
  readonly widths: Map<number, number>
  isRelative: boolean
  isWidthInMm: boolean
  page: Box | null
  /** The instruction that went on to another page. */
  turned: string | null
}

/** False where the numbers are not those it takes. */
type Act = (values: readonly number[], state: HpglState, name: string) => boolean

/** What instructions do, by their letters. Sources: those of the reader. */
export const acts: Readonly<Record<string, Act>> = {
  IN: (_, state) => restart(state),
  DF: (_, state) => restart(state),
  SP([pen = 0], { sheet }) {
    if (!(pen >= 0 && pen <= mostPens)) return false
    sheet.take(Math.trunc(pen))
    return true
  },
  PU: (values, state) => penTo(false, values, state),
  PD: (values, state) => penTo(true, values, state),
  PA(values, state) {
    state.isRelative = false
    return goAlong(values, state)
  },
  PR(values, state) {
    state.isRelative = true
    return goAlong(values, state)
  },
  AA: ([x, y, turnDeg], state) => arcAbout(state.place.at(x, y), turnDeg, state),
  AR: ([dx, dy, turnDeg], state) => arcAbout(from(state, dx, dy), turnDeg, state),
  AT: ([x1, y1, x2, y2], state) => arcThrough(state.place.at(x1, y1), state.place.at(x2, y2), state),
  RT: ([dx1, dy1, dx2, dy2], state) => arcThrough(from(state, dx1, dy1), from(state, dx2, dy2), state),
  CI([radius], state) {
    const [ux, vy] = state.place.step(radius, radius)
    return state.sheet.figure(circle(state.sheet.at, ux, vy))
  },
  BZ: (values, state) => curves(values, state, (x, y) => state.place.at(x, y)),
  BR: (values, state) => curves(values, state, (dx, dy) => from(state, dx, dy)),
  EA: ([x, y], state) => state.sheet.figure(box(state.sheet.at, state.place.at(x, y))),
  ER: ([dx, dy], state) => state.sheet.figure(box(state.sheet.at, from(state, dx, dy))),
  RA: (values, state, name) => plainly(acts.EA(values, state, name), state, name),
  RR: (values, state, name) => plainly(acts.ER(values, state, name), state, name),
  EW([radius, startDeg, turnDeg], state) {
    const [ux, vy] = state.place.step(radius, radius)
    const start = (startDeg * Math.PI) / 180
    const turn = (turnDeg * Math.PI) / 180
    return state.sheet.figure({ at: state.sheet.at, isWedge: true, ux, vy, from: start, to: start + turn })
  },
  WG: (values, state, name) => plainly(acts.EW(values, state, name), state, name),
  PM([mode = 0], { sheet }) {
    sheet.polygon(mode)
    return mode === 0 || mode === 1 || mode === 2
  },
  EP: (_, { sheet }) => sheet.edgePolygon(),
  FP: (_, state, name) => plainly(state.sheet.edgePolygon(), state, name),
  SC: (values, { place }) => place.scale(values),
  IP(values, { place }) {
    place.points(values)
    return true
  },
  RO([turnDeg = 0], { sheet }) {
    if (turnDeg % 90 !== 0) return false
    sheet.turn(turnDeg)
    return true
  },
  PS([length, width], state) {
    if (width === undefined) return true
    state.page = { minX: 0, minY: 0, maxX: length * mmPerPlotterUnit, maxY: width * mmPerPlotterUnit }
    return true
  },
  PW([widthMm, pen = 0], state) {
    if (state.isWidthInMm && widthMm > 0) state.widths.set(pen, widthMm)
    if (pen === 0) for (const one of state.widths.keys()) if (one !== 0) state.widths.delete(one)
    return widthMm === undefined || widthMm >= 0
  },
  WU([kind = 0], state) {
    state.isWidthInMm = kind === 0
    return true
  },
  PC([pen, red, green, blue], { colors }) {
    if (pen === undefined) colors.clear()
    else if (blue === undefined) colors.delete(pen)
    else colors.set(pen, `#${[red, green, blue].map(channel).join('')}`)
    return true
  },
  LT(values, { tally }) {
    if (values.length > 0) tally.plain('broken line (LT), as a whole one')
    return true
  },
  IW(values, { tally }) {
    if (values.length > 0) tally.plain('window (IW), not cut to')
    return true
  },
  PG: (_, state, name) => turnPage(state, name),
  AF: (_, state, name) => turnPage(state, name),
  AH: (_, state, name) => turnPage(state, name),
  FR: (_, state, name) => turnPage(state, name),
}

function restart(state: HpglState): boolean {
  state.sheet.lift()
  state.sheet.turn(0)
  state.place.scale([])
  state.place.points([])
  state.isRelative = false
  return true
}

function penTo(isDown: boolean, values: readonly number[], state: HpglState): boolean {
  if (isDown) state.sheet.lower()
  else state.sheet.lift()
  return goAlong(values, state)
}

function goAlong(values: readonly number[], state: HpglState): boolean {
  for (let i = 0; i + 1 < values.length; i += 2) {
    const [x, y] = [values[i], values[i + 1]]
    state.sheet.go(state.isRelative ? from(state, x, y) : state.place.at(x, y))
    tellTurned(state)
  }
  return values.length % 2 === 0
}

/** A place by its step from where the pen is. */
function from({ sheet, place }: HpglState, dx: number, dy: number): Point {
  const [x, y] = place.step(dx, dy)
  return [sheet.at[0] + x, sheet.at[1] + y]
}

function arcAbout([x, y]: Point, turnDeg: number, { sheet, place }: HpglState): boolean {
  const [sx, sy] = place.step(1, 1)
  const [dx, dy] = [(sheet.at[0] - x) / sx, (sheet.at[1] - y) / sy]
  const radius = Math.hypot(dx, dy)
  if (!Number.isFinite(radius + turnDeg) || Math.abs(turnDeg) > 360) return false
  const start = Math.atan2(dy, dx)
  const conic = { x, y, ux: radius * sx, uy: 0, vx: 0, vy: radius * sy }
  sheet.arc(conic, start, start + (turnDeg * Math.PI) / 180)
  return true
}

/** From where the pen is through one place to another; straight where the three are in a line. */
function arcThrough([bx, by]: Point, [cx, cy]: Point, { sheet }: HpglState): boolean {
  const [ax, ay] = sheet.at
  if (!Number.isFinite(bx + by + cx + cy)) return false
  const [px, py, qx, qy] = [bx - ax, by - ay, cx - ax, cy - ay]
  const across = 2 * (px * qy - py * qx)
  if (Math.abs(across) < 1e-9 * Math.hypot(px, py) * Math.hypot(qx, qy) || across === 0) {
    sheet.go([cx, cy])
    return true
  }
  const [pp, qq] = [px * px + py * py, qx * qx + qy * qy]
  const [x, y] = [ax + (qy * pp - py * qq) / across, ay + (px * qq - qx * pp) / across]
  const start = Math.atan2(ay - y, ax - x)
  const full = 2 * Math.PI
  const left = (((Math.atan2(cy - y, cx - x) - start) % full) + full) % full
  const radius = Math.hypot(ax - x, ay - y)
  const conic = { x, y, ux: radius, uy: 0, vx: 0, vy: radius }
  sheet.arc(conic, start, start + (across > 0 ? left : left - full))
  return true
}

/** Béziers, six numbers each; `to` places one of their points as seen from where its curve begins. */
function curves(
  values: readonly number[],
  { sheet }: HpglState,
  to: (x: number, y: number) => Point,
): boolean {
  for (let i = 0; i + 5 < values.length; i += 6) {
    const [a, b, c] = [0, 2, 4].map((k) => to(values[i + k], values[i + k + 1]))
    sheet.cubic(a, b, c)
  }
  return values.length > 0 && values.length % 6 === 0
}

export function drawEncoded(text: string, state: HpglState): void {
  const { moves, isWhole } = readEncoded(text)
  const { sheet, place } = state
  for (const { x, y, isAbsolute, isPenUp, pen } of moves) {
    if (pen !== undefined && pen >= 0 && pen <= mostPens) sheet.take(Math.trunc(pen))
    if (isPenUp) sheet.lift()
    else sheet.lower()
    sheet.go(isAbsolute ? place.at(x, y) : from(state, x, y))
    tellTurned(state)
  }
  if (!isWhole) state.tally.leave('rest of a PE that breaks off')
}

type Figure = Parameters<HpglSheet['figure']>[0]

function circle(at: Point, ux: number, vy: number): Figure {
  return { at, isWedge: false, ux, vy, from: 0, to: 2 * Math.PI }
}

function box(at: Point, corner: Point): Figure {
  return { at, corner }
}

function plainly(isDrawn: boolean, { tally }: HpglState, name: string): boolean {
  if (isDrawn) tally.plain(`filled area (${name}), by its outline`)
  return isDrawn
}

function turnPage(state: HpglState, name: string): boolean {
  state.sheet.lift()
  if (state.sheet.isMarked) state.turned = name
  return true
}

function tellTurned(state: HpglState): void {
  if (state.turned === null || !state.sheet.isDown) return
  state.tally.plain(`next page (${state.turned}), on the same sheet`)
  state.turned = null
}

function channel(value: number): string {
  return Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, '0')
}
