import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type Lab, oklabDistance } from '../../color/oklab.ts'
import { quantize } from '../../color/quantize.ts'
import { smoothLabels } from '../../color/smooth-labels.ts'
import { findComponents } from '../../raster/components.ts'
import { areaContours, type Contours } from '../../trace/borders/area-contours.ts'
import { crackGraph, nothing } from '../../trace/borders/crack-graph.ts'
import type { Fit } from '../../trace/borders/fit-border.ts'
import { fitBorders } from '../../trace/borders/fit-borders.ts'
import { mergeSmallRegions } from '../../trace/borders/merge-regions.ts'
import type { FittedBorder } from './fitted-border.ts'
import { joinAreas, type PaintOrder, paintOrder } from './paint-order.ts'

export type RegionOptions = {
  /** At most this many colors. */
  readonly colors: number
  /** Smaller areas go to a neighbor, in pixels. */
  readonly leastPx: number
  readonly fit: Fit
  /** Whether the rim of an area that lies on others goes through where these meet, as suits areas over each other. */
  readonly goesThrough?: boolean
  /** How far the borders between colors are calmed before they are traced, in pixels; 0 for not at all. */
  readonly smoothPx?: number
  /** What is left out: the lightest color, or those nearer than `distance` to a color (L, a, b). */
  readonly ground?: 'lightest' | { readonly color: Lab; readonly distance: number }
}

/** An image as areas of few colors with the curves between them. */
export type Regions = {
  /** L, a, b of each label. */
  readonly palette: Float32Array
  /** The label per pixel; `nothing` where nothing is to be painted. */
  readonly labels: Uint8Array
  /** The connected area per pixel. */
  readonly areaOf: Int32Array
  readonly areas: number
  readonly borders: readonly FittedBorder[]
  /** The contours of every area, those that touch over a corner taken for one. */
  readonly contours: readonly Contours[]
  readonly order: PaintOrder
}

/** Quantizes an image, lets small areas go, and fits the borders of the rest. Where `mask` is below half is nothing. */
export async function findRegions(
  image: Raster,
  mask: Plane | null,
  options: RegionOptions,
  pace: Pace = unpaced,
  progress: (share: number) => void = () => {},
): Promise<Regions> {
  const { width, height } = image
  const { palette, labels } = await quantize(image, options.colors, mask, pace)
  progress(0.25)
  await smoothLabels(labels, width, height, palette.length / 3, options.smoothPx ?? 0, pace)
  return traceRegions(labels, palette, width, height, mask, options, pace, progress)
}

/** The same from an image that has few colors already: `labels` are changed. */
export async function traceRegions(
  labels: Uint8Array,
  palette: Float32Array,
  width: number,
  height: number,
  mask: Plane | null,
  options: RegionOptions,
  pace: Pace = unpaced,
  progress: (share: number) => void = () => {},
): Promise<Regions> {
  if (options.leastPx > 1) await mergeSmallRegions(labels, width, height, palette, options.leastPx, pace)
  progress(0.4)
  leaveOut(labels, palette, mask, options)
  const components = await findComponents(labels, width, height, -1, pace)
  const { componentOf, count } = components
  const graph = await crackGraph(labels, componentOf, width, height, pace)
  const { borders, rootOf } = joinAreas(graph, count)
  await pace(borders.length * 500)
  const contours = await areaContours(borders, count, pace)
  const order = await paintOrder(borders, rootOf, components, width, pace)
  progress(0.6)
  const map = { borders, contours, rankOf: order.rankOf, width, height }
  const curves = await fitBorders(map, options.goesThrough ?? false, options.fit, stepsOf(palette), pace)
  progress(1)
  const fitted = borders.map((border, i) => ({ ...border, curve: curves[i] }))
  return { palette, labels, areaOf: componentOf, areas: count, borders: fitted, contours, order }
}

/** How far the colors of two labels are apart in OKLab, if both are colors. */
function stepsOf(palette: Float32Array): (a: number, b: number) => number | undefined {
  const count = palette.length / 3
  const colorOf = (k: number) => [palette[k * 3], palette[k * 3 + 1], palette[k * 3 + 2]] as const
  const steps = Float64Array.from({ length: count * count }, (_, k) =>
    oklabDistance(colorOf(Math.floor(k / count)), colorOf(k % count)),
  )
  return (a, b) => (a === nothing || b === nothing ? undefined : steps[a * count + b])
}

function leaveOut(
  labels: Uint8Array,
  palette: Float32Array,
  mask: Plane | null,
  { ground }: RegionOptions,
): void {
  const isGround = new Uint8Array(256)
  if (ground === 'lightest') isGround[0] = 1
  else if (ground) {
    for (let k = 0; k * 3 < palette.length; k++) {
      const color = [palette[k * 3], palette[k * 3 + 1], palette[k * 3 + 2]] as const
      isGround[k] = oklabDistance(color, ground.color) < ground.distance ? 1 : 0
    }
  }
  for (let i = 0; i < labels.length; i++) {
    if (isGround[labels[i]] || (mask && mask.data[i] < 0.5)) labels[i] = nothing
  }
}
