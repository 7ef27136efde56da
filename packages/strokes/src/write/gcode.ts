import { isLaidOnSide } from '../devices/fits-bed.ts'
import type { Device, GcodeDialect } from '../devices/schema.ts'
import { usualGcode } from '../devices/usual.ts'
import { fitArcs, type Move } from '../geometry/curves/fit-arcs.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { strokesOf } from '../geometry/marks.ts'
import { pointsBox } from '../geometry/polyline.ts'
import { layOnSide } from '../geometry/rotate.ts'
import { isRefill, isSamePen, penNumbers } from '../plan/pens.ts'
import type { Drawing, Pen, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { penContrasts, powerLine } from './gcode/power.ts'
import type { MachineFile } from './hpgl.ts'
import { machineText, penText } from './machine-text.ts'
import { formatNumber, times } from './numbers.ts'
import { codeWarnings } from './warnings.ts'

/** How far an arc may leave the line it stands for: about a step of a small machine. */
const arcToleranceMm = 0.01
/** How long a laser moves for a dot. */
const dotMm = 0.1

/**
 * G-code (RS-274) for a device: mm, absolute, the sheet's lower left corner at work zero with y up. A sheet that fits
 * the bed only when turned is laid on its side. The tool is up on every G0 and at start and end; between layers the
 * program pauses for a change of pen or to refill it. Machines that take arcs get G2 and G3 where points lie on them and the rounded numbers are an arc to the controller; a laser's power follows the tone of the stroke and the contrast of its pen. Throws `outside_bed` when strokes would leave the bed.
 */
export function writeGcode(drawing: Drawing, device: Device = usualGcode): MachineFile {
  checkDrawing(drawing)
  const { dialect } = device
  if (dialect.format !== 'gcode') {
    throw new DrawingError('wrong_device', `${device.label} takes ${dialect.format}, not gcode.`)
  }
  const layers = placeOnBed(drawing, device, dialect)
  const warnings: string[] = []
  const lines = [comment(dialect, `Plotline ${drawing.meta.style}`), ...dialect.start, ...dialect.penUp]
  const penLayers = layers.filter(({ lines: drawn, isDone }) => drawn.length > 0 || isDone)
  const numbers = penNumbers(penLayers.map(({ pen }) => pen))
  let before: Pen | undefined
  let [changes, refills] = [0, 0]
  for (const [i, { pen, lines: drawnLines, isDone }] of penLayers.entries()) {
    if (isDone) continue
    const name = machineText(pen.name)
    const isFilled = isRefill(pen, before)
    const goesOn = isSamePen(pen, before)
    if (before && !goesOn) {
      lines.push(...dialect.penChange.map((line) => penText(line, name, numbers[i])))
      if (isFilled) refills++
      else changes++
    }
    if (!goesOn) lines.push(comment(dialect, isFilled ? name : `Pen ${numbers[i]} ${name}`))
    for (const line of drawnLines) {
      for (const command of lineCommands(line, device, dialect)) lines.push(command)
    }
    before = pen
  }
  const pauses = [
    ...(changes >= device.pens ? [`${times(changes)} for a change of pen`] : []),
    ...(refills > 0 ? [`${times(refills)} to refill the pen`] : []),
  ]
  if (pauses.length > 0) warnings.push(`The program pauses ${pauses.join(' and ')}.`)
  // A machine that changes its pens by itself goes on.
  warnings.push(...codeWarnings(drawing, 'G-code', device.pens === 1))
  return { text: [...lines, ...dialect.end, ''].join('\n'), warnings }
}

/** Strokes of a layer in machine coordinates, each with the S of its sides where the machine's power has steps. */
type BedLine = { readonly points: Float64Array; readonly levels: Int32Array | null }

/** The lines of each layer as the machine is to draw them. */
function placeOnBed(drawing: Drawing, device: Device, dialect: GcodeDialect) {
  const { widthMm, heightMm } = drawing.sheet
  const { bed } = device
  const turned = isLaidOnSide(drawing.sheet, device)
  const toBed = (points: Float64Array) => {
    const [lying] = turned ? layOnSide([{ points, closed: false }], widthMm) : [{ points }]
    return device.origin === 'bottom-left' ? turnUp(lying.points, turned ? widthMm : heightMm) : lying.points
  }
  const contrasts = penContrasts(drawing)
  const layers = drawing.layers.map((layer, i) => ({
    pen: layer.pen,
    isDone: layer.isDone ?? false,
    lines: strokesOf(layer.marks)
      .filter(({ points }) => points.length > 0)
      .map((stroke): BedLine => {
        const drawn = drawnPoints(stroke)
        if (!dialect.power) return { points: toBed(drawn), levels: null }
        const { points, levels } = powerLine(drawn, stroke, contrasts[i], dialect.power)
        return { points: toBed(points), levels }
      }),
  }))
  const box = pointsBox(layers.flatMap(({ lines }) => lines.map(({ points }) => points)))
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

/** The points in the order they are drawn, a loop back at its start. */
function drawnPoints({ points, closed }: Stroke): Float64Array {
  if (!closed) return points
  const drawn = new Float64Array(points.length + 2)
  drawn.set(points)
  drawn.set(points.subarray(0, 2), points.length)
  return drawn
}

function turnUp(points: Float64Array, heightMm: number): Float64Array {
  return points.map((value, i) => (i % 2 === 1 ? heightMm - value : value))
}

function lineCommands(line: BedLine, device: Device, dialect: GcodeDialect): string[] {
  const { decimals } = dialect
  const number = (value: number) => formatNumber(value, decimals)
  const position = (x: number, y: number) => `X${number(x)} Y${number(y)}`
  const feed = ` F${formatNumber(device.draw.speedMmPerS * 60, 0)}`
  // Marlin has one feed for G0 and G1, so each says its own; GRBL's G0 takes none.
  const travelFeed = device.kind === 'printer' ? ` F${formatNumber(device.travel.speedMmPerS * 60, 0)}` : ''
  const { points, levels } = roundedLine(line, device, dialect)
  const [x, y] = points
  const last = points.length - 2
  const before = runway(points, 2, 0, device, dialect)
  const after = runway(points, last - 2, last, device, dialect)
  const moves: string[] = []
  let at = { x, y }
  let level = levels?.[1] ?? levels?.[0]
  for (const run of levelRuns(points, levels)) {
    const power = run.level === level ? '' : ` S${run.level}`
    level = run.level
    const first = moves.length
    const steps = dialect.arcs
      ? fitArcs(run.points, { tolerance: arcToleranceMm, decimals })
      : linesTo(run.points)
    for (const { arc, ...to } of steps) {
      moves.push(
        arc
          ? `${arc.isCounterclockwise ? 'G3' : 'G2'} ${position(to.x, to.y)} I${number(arc.cx - at.x)} J${number(arc.cy - at.y)}`
          : `G1 ${position(to.x, to.y)}`,
      )
      at = to
    }
    if (power) moves[first] += power
  }
  if (moves.length > 0) moves[0] += feed
  const start = levels?.[1] ?? levels?.[0] ?? 0
  return [
    `G0 ${before ? position(before.x, before.y) : position(x, y)}${travelFeed}`,
    ...(before ? [`G1 ${position(x, y)}${feed}`] : []),
    ...dialect.penDown.map((row) => row.replaceAll('{power}', String(start))),
    ...moves,
    ...dialect.penUp,
    ...(after ? [`G1 ${position(after.x, after.y)}${feed}`] : []),
  ]
}

/**
 * The line as the machine reads it, points that fall together once. Where power follows speed a dot would stay unlit:
 * it becomes a short line.
 */
function roundedLine(
  { points, levels }: BedLine,
  { bed }: Device,
  { decimals, power }: GcodeDialect,
): BedLine {
  const unit = 10 ** decimals
  const round = (value: number) => Math.round(value * unit) / unit
  const kept: number[] = []
  const keptLevels: number[] = []
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [round(points[i]), round(points[i + 1])]
    if (i > 0 && x === kept[kept.length - 2] && y === kept[kept.length - 1]) continue
    kept.push(x, y)
    if (levels) keptLevels.push(levels[i / 2])
  }
  if (kept.length === 2 && power) {
    const to = round(kept[0] + dotMm <= bed.widthMm ? kept[0] + dotMm : kept[0] - dotMm)
    kept.push(to, kept[1])
    keptLevels.push(keptLevels[0])
  }
  return { points: Float64Array.from(kept), levels: levels && Int32Array.from(keptLevels) }
}

/** The parts of a line with one S each; all of it where there is none. */
function levelRuns(points: Float64Array, levels: Int32Array | null) {
  if (!levels) return [{ points, level: undefined }]
  const runs: { points: Float64Array; level: number | undefined }[] = []
  for (let from = 1; from < levels.length; ) {
    let to = from
    while (to + 1 < levels.length && levels[to + 1] === levels[from]) to++
    runs.push({ points: points.subarray((from - 1) * 2, (to + 1) * 2), level: levels[from] })
    from = to + 1
  }
  return runs
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
