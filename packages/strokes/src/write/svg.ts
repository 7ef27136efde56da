import type { Device } from '../devices/schema.ts'
import { strokeCurves } from '../geometry/curves/stroke-curves.ts'
import { areasOf, strokesBesideAreas, strokesOf, withoutAreas } from '../geometry/marks.ts'
import { writtenLabel } from '../plan/layer-codes.ts'
import { drawingStats } from '../plan/time/stats.ts'
import type { Area, Drawing, Layer, Pen, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { formatNumber } from './numbers.ts'
import { areaPathData, areaUnitMm, curvePathData } from './svg/area-path.ts'
import { xmlText } from './svg/xml-text.ts'

/** Micrometres: finer than any machine, coarse enough for short files. */
const decimals = 3
const unit = 10 ** decimals

export const svgAreas = ['filled', 'borders'] as const
export type SvgAreas = (typeof svgAreas)[number]

export type SvgOptions = {
  readonly title?: string
  /** Leaves out what is Inkscape's, so that the file is plain SVG 1.1. */
  readonly plain?: boolean
  /** Shows the way of the pen in the air, as a layer of its own below the others that no machine should draw. */
  readonly preview?: boolean
  /** Areas filled, or as the strokes of their layers, which go along every border once; filled unless told. */
  readonly areas?: SvgAreas
  /** Strokes as `strokeCurves` bends them. */
  readonly curvesMm?: number
  /** The machine whose plotting time is written down. */
  readonly device?: Device
}

/**
 * SVG 1.1 in millimetres: a group per pen that Inkscape and the AxiDraw software take for a layer, named
 * `1 Black 0.3` (codes for the latter in a pen's name come first), with a path per stroke in plotting order, or per area
 * where the layer has some and they are to be filled. `metadata` holds what made the drawing, as JSON.
 */
export function writeSvg(
  drawing: Drawing,
  {
    title = drawing.meta.title,
    plain = false,
    preview = false,
    areas = 'filled',
    curvesMm,
    device,
  }: SvgOptions = {},
): string {
  checkDrawing(drawing)
  const { sheet, meta } = drawing
  const layers = areas === 'filled' ? drawing.layers : drawing.layers.map(withoutAreas)
  const width = formatNumber(sheet.widthMm, decimals)
  const height = formatNumber(sheet.heightMm, decimals)
  const inkscape = plain ? '' : ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
  const made = JSON.stringify({
    generator: 'Plotline',
    style: meta.style,
    seed: meta.seed,
    recipe: meta.recipe,
    marginMm: sheet.marginMm,
    paperColor: sheet.paperColor,
    device: device?.name,
    plotSeconds: device && Math.round(drawingStats(drawing, device).plotSeconds),
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg"${inkscape} version="1.1" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" style="background:${sheet.paperColor}">`,
    ...(title ? [`<title>${xmlText(title)}</title>`] : []),
    `<metadata>${xmlText(made)}</metadata>`,
    ...(preview ? [travelElement(layers)] : []),
    ...layers.map((layer, i) => layerElement(layer, i + 1, plain, curvesMm)),
    '</svg>',
    '',
  ].join('\n')
}

/** The group of a preview that is no ink; a reader of ours passes over it. */
export const travelId = 'plotline-travel'

/** The groups of areas, and those whose borders are strokes as well, drawn with a pen of the `color` and `stroke-width`. */
export const areasClass = 'plotline-areas'
export const borderedClass = 'plotline-bordered'

/** The way between strokes, all in one dashed path. */
function travelElement(layers: readonly Layer[]): string {
  let data = ''
  let from = '0 0'
  for (const { points, closed } of layers.flatMap(({ marks }) => strokesOf(marks))) {
    if (points.length === 0) continue
    const at = (i: number) => `${formatNumber(points[i], decimals)} ${formatNumber(points[i + 1], decimals)}`
    const to = at(0)
    if (to !== from) data += `M${from}L${to}`
    from = at(closed ? 0 : points.length - 2)
  }
  const style = 'fill="none" stroke="#e0457b" stroke-width="0.15" stroke-dasharray="1 1" opacity="0.7"'
  return `<g id="${travelId}" ${style}>${data === '' ? '' : `<path d="${data}"/>`}</g>`
}

function layerElement(layer: Layer, number: number, plain: boolean, curvesMm: number | undefined): string {
  const { pen, marks } = layer
  const label = xmlText(writtenLabel(pen.name, number))
  const inkscape = plain ? '' : ` inkscape:groupmode="layer" inkscape:label="${label}"`
  const start = `<g id="layer${number}"${inkscape}`
  const areas = areasOf(marks)
  if (areas.length === 0) return strokesGroup(start, pen, strokesOf(marks), curvesMm)
  const beside = strokesBesideAreas(marks)
  const isBordered = marks.length > areas.length + beside.length
  if (beside.length === 0) return areasGroup(start, pen, areas, isBordered)
  const groups = [areasGroup('<g', pen, areas, isBordered), strokesGroup('<g', pen, beside, curvesMm)]
  return [`${start}>`, ...groups, '</g>'].join('\n')
}

function areasGroup(start: string, pen: Pen, areas: readonly Area[], isBordered: boolean): string {
  const classes = isBordered ? `${areasClass} ${borderedClass}` : areasClass
  const width = formatNumber(pen.widthMm / areaUnitMm, decimals)
  const style = `class="${classes}" color="${pen.color}" stroke-width="${width}" fill-rule="evenodd" stroke="none" transform="scale(${areaUnitMm})"`
  const paths = areas.map((area) => `<path fill="${area.color}" d="${areaPathData(area)}"/>`)
  return [`${start} ${style}>`, ...paths, '</g>'].join('\n')
}

function strokesGroup(
  start: string,
  pen: Pen,
  strokes: readonly Stroke[],
  curvesMm: number | undefined,
): string {
  const width = formatNumber(pen.widthMm, decimals)
  const style = `fill="none" stroke="${pen.color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`
  const paths = strokes
    .filter(({ points }) => points.length > 0)
    .map((stroke) => `<path d="${strokeData(stroke, curvesMm)}"/>`)
  return [`${start} ${style}>`, ...paths, '</g>'].join('\n')
}

function strokeData(stroke: Stroke, curvesMm: number | undefined): string {
  const curves = strokeCurves(stroke, curvesMm)
  return curves ? curvePathData(curves, decimals, stroke.closed) : pathData(stroke)
}

/**
 * Absolute start, relative rest. Differences are taken between rounded points, so that errors don't add up.
 * A dot is a line of no length, which a round cap makes visible.
 */
function pathData({ points, closed }: Stroke): string {
  let x = Math.round(points[0] * unit)
  let y = Math.round(points[1] * unit)
  let data = `M${formatNumber(x / unit, decimals)} ${formatNumber(y / unit, decimals)}`
  if (points.length === 2) return `${data}l0 0`
  for (let i = 2; i < points.length; i += 2) {
    const nextX = Math.round(points[i] * unit)
    const nextY = Math.round(points[i + 1] * unit)
    const dx = formatNumber((nextX - x) / unit, decimals)
    const dy = formatNumber((nextY - y) / unit, decimals)
    data += `${i === 2 ? 'l' : dx.startsWith('-') ? '' : ' '}${dx}${dy.startsWith('-') ? '' : ' '}${dy}`
    x = nextX
    y = nextY
  }
  return closed ? `${data}z` : data
}
