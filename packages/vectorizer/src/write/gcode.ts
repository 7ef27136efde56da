import { devices } from '../devices/devices.ts'
import type { Device, GcodeDialect } from '../devices/schema.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { strokesBox } from '../geometry/polyline.ts'
import { layOnSide } from '../geometry/rotate.ts'
import type { Drawing, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import type { MachineFile } from './hpgl.ts'
import { machineText } from './machine-text.ts'
import { formatNumber } from './numbers.ts'

/**
 * G-code (RS-274) for a device: mm, absolute, the sheet's lower left corner at work zero with y up. A sheet that fits
 * the bed only when turned is laid on its side. The tool is up on every G0 and at start and end; between layers the
 * program pauses for a change of pen. Throws `outside_bed` when strokes would leave the bed.
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

function strokeLines({ points, closed }: Stroke, device: Device, dialect: GcodeDialect): string[] {
  const position = (i: number) =>
    `X${formatNumber(points[i], dialect.decimals)} Y${formatNumber(points[i + 1], dialect.decimals)}`
  const feed = ` F${formatNumber(device.draw.speedMmPerS * 60, 0)}`
  // Marlin has one feed for G0 and G1, so each says its own; GRBL's G0 takes none.
  const travelFeed = device.kind === 'printer' ? ` F${formatNumber(device.travel.speedMmPerS * 60, 0)}` : ''
  const moves: string[] = []
  let last = position(0)
  for (let i = 2; i < points.length + (closed ? 2 : 0); i += 2) {
    const next = position(i % points.length)
    if (next !== last) moves.push(`G1 ${next}${moves.length === 0 ? feed : ''}`)
    last = next
  }
  return [`G0 ${position(0)}${travelFeed}`, ...dialect.penDown, ...moves, ...dialect.penUp]
}

function comment({ comment: style }: GcodeDialect, text: string): string {
  return style === 'semicolon' ? `; ${machineText(text)}` : `(${machineText(text)})`
}

function fill(line: string, pen: string, number: number): string {
  return line.replaceAll('{number}', String(number)).replaceAll('{pen}', () => pen)
}
