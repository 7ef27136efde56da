import type { Sheet } from '@plotline/strokes'
import {
  endsOf,
  type Progress,
  tracePart,
  traceRegion,
  traceStrokes,
  traceTravel,
  traceWay,
  type ViewDrawing,
  type ViewLayer,
} from './view-drawing.ts'

/** Where the sheet lies in the view: its top left corner in px, and px per mm. */
export type Viewport = { x: number; y: number; scale: number }
export type SheetMode = 'drawing' | 'compare' | 'photo'

/** The photo, turned about its middle, and the rectangle of the sheet that is seen of it. */
export type PlacedPhoto = {
  image: CanvasImageSource
  widthPx: number
  heightPx: number
  mmPerPx: number
  middle: { xMm: number; yMm: number }
  /** Clockwise. */
  turnDeg: number
  xMm: number
  yMm: number
  widthMm: number
  heightMm: number
}

type Scene = {
  sheet: Sheet
  drawing: ViewDrawing | null
  photo: PlacedPhoto | null
  mode: SheetMode
  /** Where the photo ends and the drawing begins, 0 … 1 of the sheet's width. */
  split: number
  showTravel: boolean
  /** Shows areas as what a machine draws of them, their borders. */
  isPlot?: boolean
  /** How far a plot has come; null for all of it. */
  plotted: Progress | null
  /** Where the drawing is being moved to, from where it lies: shown at once, before it has been set anew. */
  moved?: { scale: number; xMm: number; yMm: number } | null
}

const paperWhite = '#fcfbf8'
type LayerPaths = { ink: Path2D; travel: Path2D | null; areas: Path2D[] }
const paths = new WeakMap<ViewLayer, LayerPaths>()

function inkOf(layer: ViewLayer): LayerPaths {
  const known = paths.get(layer)
  if (known) return known
  const ink = new Path2D()
  traceStrokes(ink, layer, 0, layer.closed.length)
  const areas = layer.regions.map((region) => {
    const area = new Path2D()
    traceRegion(area, region)
    return area
  })
  const made = { ink, travel: null, areas }
  paths.set(layer, made)
  return made
}

/** The size at which the whole sheet is seen, with some desk around it. */
export function fitSheet(sheet: Sheet, width: number, height: number): Viewport {
  const room = Math.min(32, width * 0.05, height * 0.05)
  const scale = Math.max(
    0.05,
    Math.min((width - 2 * room) / sheet.widthMm, (height - 2 * room) / sheet.heightMm),
  )
  return { scale, x: (width - sheet.widthMm * scale) / 2, y: (height - sheet.heightMm * scale) / 2 }
}

/** Paints desk, sheet, photo and strokes. `ratio` is device pixels per CSS pixel. */
export function paintSheet(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  ratio: number,
): void {
  const { sheet, mode, split, photo } = scene
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio)

  context.save()
  context.shadowColor = 'rgb(10 12 18 / 0.28)'
  context.shadowBlur = 22 * ratio
  context.shadowOffsetY = 8 * ratio
  context.fillStyle = sheet.paperColor.toLowerCase() === '#ffffff' ? paperWhite : sheet.paperColor
  context.fillRect(0, 0, sheet.widthMm, sheet.heightMm)
  context.restore()

  const photoShare = mode === 'photo' ? 1 : mode === 'compare' ? split : 0
  const seam = sheet.widthMm * photoShare
  if (photo && photoShare > 0) {
    context.save()
    context.beginPath()
    context.rect(0, 0, seam, sheet.heightMm)
    context.clip()
    paintPhoto(context, photo)
    context.restore()
  }
  if (!scene.drawing || photoShare === 1) return
  context.save()
  context.beginPath()
  context.rect(seam, 0, sheet.widthMm - seam, sheet.heightMm)
  context.clip()
  if (scene.moved) {
    context.translate(scene.moved.xMm, scene.moved.yMm)
    context.scale(scene.moved.scale, scene.moved.scale)
  }
  paintStrokes(context, scene.drawing, scene, view.scale * ratio)
  context.restore()
}

function paintPhoto(context: CanvasRenderingContext2D, photo: PlacedPhoto): void {
  const { image, widthPx, heightPx, mmPerPx, middle, turnDeg } = photo
  context.beginPath()
  context.rect(photo.xMm, photo.yMm, photo.widthMm, photo.heightMm)
  context.clip()
  context.translate(middle.xMm, middle.yMm)
  context.rotate((turnDeg * Math.PI) / 180)
  context.scale(mmPerPx, mmPerPx)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, -widthPx / 2, -heightPx / 2, widthPx, heightPx)
}

function paintStrokes(
  context: CanvasRenderingContext2D,
  drawing: ViewDrawing,
  scene: Scene,
  pxPerMm: number,
): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  const { plotted, showTravel, isPlot = false } = scene
  let left = plotted?.strokes ?? Number.POSITIVE_INFINITY
  /** Where the pen was lifted last. */
  let lifted: { x: number; y: number } | null = null
  for (const layer of drawing.layers) {
    const count = layer.closed.length
    context.strokeStyle = layer.pen.color
    context.lineWidth = Math.max(layer.pen.widthMm, 0.55 / pxPerMm)
    if (layer.regions.length > 0 && plotted === null && !isPlot) {
      paintAreas(context, layer, pxPerMm)
    } else if (plotted && left < count) {
      const before = left > 0 ? endsOf(layer, left - 1).exit : lifted
      paintBegun(context, layer, { ...plotted, strokes: left }, { before, showTravel, pxPerMm })
      return
    } else {
      context.stroke(inkOf(layer).ink)
    }
    if (count > 0) lifted = endsOf(layer, count - 1).exit
    left -= count
    if (showTravel) paintTravel(context, travelOf(layer), pxPerMm)
  }
}

/** A layer that is being plotted: what is on paper of it, the pen, and its way in the air. */
function paintBegun(
  context: CanvasRenderingContext2D,
  layer: ViewLayer,
  { strokes, drawn, way }: Progress,
  {
    before,
    showTravel,
    pxPerMm,
  }: { before: { x: number; y: number } | null; showTravel: boolean; pxPerMm: number },
): void {
  const ink = new Path2D()
  const travel = new Path2D()
  traceStrokes(ink, layer, 0, strokes)
  if (showTravel) traceTravel(travel, layer, strokes - 1)
  // The move that is made just now is shown in any case: it is where the pen is.
  const come = before ? traceWay(travel, before, layer, strokes, drawn > 0 ? 1 : way) : null
  const pen = drawn > 0 ? tracePart(ink, layer, strokes, drawn) : come
  context.stroke(ink)
  if (showTravel || drawn === 0) paintTravel(context, travel, pxPerMm)
  if (pen) paintPen(context, pen, pxPerMm)
}

/** Each area with a hair of its own color around it: smoothed edges side by side would let the paper through. */
function paintAreas(context: CanvasRenderingContext2D, layer: ViewLayer, pxPerMm: number): void {
  context.lineWidth = 0.7 / pxPerMm
  inkOf(layer).areas.forEach((area, i) => {
    const color = layer.regions[i]?.color ?? '#000000'
    context.fillStyle = color
    context.strokeStyle = color
    context.fill(area, 'evenodd')
    context.stroke(area)
  })
}

function paintPen(context: CanvasRenderingContext2D, at: { x: number; y: number }, pxPerMm: number): void {
  context.beginPath()
  context.arc(at.x, at.y, 7 / pxPerMm, 0, Math.PI * 2)
  context.fillStyle = '#2440d8'
  context.fill()
}

function travelOf(layer: ViewLayer): Path2D {
  const known = inkOf(layer)
  if (!known.travel) {
    known.travel = new Path2D()
    traceTravel(known.travel, layer)
  }
  return known.travel
}

function paintTravel(context: CanvasRenderingContext2D, travel: Path2D, pxPerMm: number): void {
  context.save()
  context.strokeStyle = '#c46a10'
  context.lineWidth = 1.1 / pxPerMm
  context.stroke(travel)
  context.restore()
}
