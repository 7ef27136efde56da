import { devices } from '../devices/devices.ts'
import type { Device, GcodeDialect } from '../devices/schema.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { fitArcs, type Move } from '../geometry/fit-arcs.ts'
import { strokesBox } from '../geometry/polyline.ts'
import { layOnSide } from '../geometry/rotate.ts'
import type { Drawing, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import type { MachineFile } from './hpgl.ts'
import { machineText } from './machine-text.ts'
import { formatNumber } from './numbers.ts'

/** How far an arc may leave the line it stands for: about a step of a small machine. */
const arcToleranceMm = 0.01

/**
 * G-code (RS-274) for a device: mm, absolute, the sheet's lower left corner at work zero with y up. A sheet that fits
 * the bed only when turned is laid on its side. The tool is up on every G0 and at start and end; between layers the
 * program pauses for a change of pen. Machines that take arcs get G2 and G3 where points lie on them. Throws `outside_bed` when strokes would leave the bed.
 */
export function writeGcode(drawing: Drawing, device: Device = devices['grbl-servo']): MachineFile {
  checkDrawing(drawing)
  const { dialect } = device
  if (dialect.format !== 'gcode') {
    throw new DrawingError('wrong_device', `${device.label} takes ${dialect.format}, not gcode.`)
  }
  const layers = placeOnBed(drawing, device)
  const warnings: string[] = []
  const lines = [comment(dialect, `Plotline ${drawing.meta.style}`), ...dialect.start, ...dialect.penUp]
  let drawn = 0
  for (const [i, { pen, strokes }] of layers.entries()) {
    if (strokes.length === 0) continue
    const name = machineText(pen.name)
    if (drawn > 0) lines.push(...dialect.penChange.map((line) => fill(line, name, i + 1)))
    lines.push(comment(dialect, `Pen ${i + 1} ${name}`))
    for (const stroke of strokes) lines.push(...strokeLines(stroke, device, dialect))
    drawn++
  }
  if (drawn > device.pens) warnings.push(`The program pauses ${drawn - 1} times for a change of pen.`)
  return { text: [...lines, ...dialect.end, ''].join('\n'), warnings }
}

/** Layers in machine coordinates. */
function placeOnBed(drawing: Drawing, device: Device) {
  const { widthMm, heightMm } = drawing.sheet
  const { bed } = device
  const fits = (width: number, height: number) => width <= bed.widthMm && height <= bed.heightMm
  const turned = !fits(widthMm, heightMm) && fits(heightMm, widthMm)
  const height = turned ? widthMm : heightMm
  const layers = drawing.layers.map(({ pen, strokes }) => ({
    pen,
    strokes: (turned ? layOnSide(strokes, widthMm) : strokes)
      .filter(({ points }) => points.length > 0)
      .map((stroke) => (device.origin === 'bottom-left' ? turnUp(stroke, height) : stroke)),
  }))
  const box = strokesBox(layers.flatMap(({ strokes }) => strokes))
  const slackMm = 1e-3
  const outside =
    box.minX < -slackMm ||
    box.minY < -slackMm ||
    box.maxX > bed.widthMm + slackMm ||
    box.maxY > bed.heightMm + slackMm
  if (outside) {
    const reach = `${formatNumber(bed.widthMm, 0)} × ${formatNumber(bed.heightMm, 0)} mm`
    throw new DrawingError(
      'outside_bed',
      `The drawing leaves the bed of ${device.label}, ${reach}; take a smaller paper.`,
    )
  }
  return layers
}

function turnUp({ points, closed }: Stroke, heightMm: number): Stroke {
  return { points: points.map((value, i) => (i % 2 === 1 ? heightMm - value : value)), closed }
}

function strokeLines(stroke: Stroke, device: Device, dialect: GcodeDialect): string[] {
  const { decimals } = dialect
  const number = (value: number) => formatNumber(value, decimals)
  const position = (x: number, y: number) => `X${number(x)} Y${number(y)}`
  const feed = ` F${formatNumber(device.draw.speedMmPerS * 60, 0)}`
  // Marlin has one feed for G0 and G1, so each says its own; GRBL's G0 takes none.
  const travelFeed = device.kind === 'printer' ? ` F${formatNumber(device.travel.speedMmPerS * 60, 0)}` : ''
  const points = drawnPoints(stroke, decimals)
  const [x, y] = points
  const last = points.length - 2
  const before = runway(points, 2, 0, device, dialect)
  const after = runway(points, last - 2, last, device, dialect)
  const moves: string[] = []
  let at = { x, y }
  for (const { arc, ...to } of dialect.arcs ? fitArcs(points, arcToleranceMm) : linesTo(points)) {
    moves.push(
      arc
        ? `${arc.isCounterclockwise ? 'G3' : 'G2'} ${position(to.x, to.y)} I${number(arc.cx - at.x)} J${number(arc.cy - at.y)}`
        : `G1 ${position(to.x, to.y)}`,
    )
    at = to
  }
  if (moves.length > 0) moves[0] += feed
  return [
    `G0 ${before ? position(before.x, before.y) : position(x, y)}${travelFeed}`,
    ...(before ? [`G1 ${position(x, y)}${feed}`] : []),
    ...dialect.penDown,
    ...moves,
    ...dialect.penUp,
    ...(after ? [`G1 ${position(after.x, after.y)}${feed}`] : []),
  ]
}

/** The points in the order they are drawn, a loop back at its start, as the machine reads them, repeated ones once. */
function drawnPoints({ points, closed }: Stroke, decimals: number): Float64Array {
  const unit = 10 ** decimals
  const kept: number[] = []
  for (let i = 0; i < points.length + (closed ? 2 : 0); i += 2) {
    const at = i % points.length
    const [x, y] = [Math.round(points[at] * unit) / unit, Math.round(points[at + 1] * unit) / unit]
    if (i === 0 || x !== kept[kept.length - 2] || y !== kept[kept.length - 1]) kept.push(x, y)
  }
  return Float64Array.from(kept)
}

function linesTo(points: Float64Array): Move[] {
  const moves: Move[] = []
  for (let i = 2; i < points.length; i += 2) moves.push({ x: points[i], y: points[i + 1] })
  return moves
}

/** Where the overscan beyond the end of a line lies, kept on the bed; none for a dot. */
function runway(
  points: Float64Array,
  inner: number,
  end: number,
  { bed }: Device,
  { overscanMm }: GcodeDialect,
): { x: number; y: number } | null {
  if (overscanMm === 0 || points.length < 4) return null
  const [dx, dy] = [points[end] - points[inner], points[end + 1] - points[inner + 1]]
  const scale = overscanMm / Math.hypot(dx, dy)
  return {
    x: Math.min(bed.widthMm, Math.max(0, points[end] + dx * scale)),
    y: Math.min(bed.heightMm, Math.max(0, points[end + 1] + dy * scale)),
  }
}

function comment({ comment: style }: GcodeDialect, text: string): string {
  return style === 'semicolon' ? `; ${machineText(text)}` : `(${machineText(text)})`
}

function fill(line: string, pen: string, number: number): string {
  return line.replaceAll('{number}', String(number)).replaceAll('{pen}', () => pen)
}
