import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { gaussian } from '../raster/gaussian.ts'
import { percentiles } from '../raster/percentiles.ts'
import { createEdgeMap, type EdgeMap } from './edge-map.ts'
import { flowField, smoothAlongFlow } from './flow.ts'
import { hysteresis } from './hysteresis.ts'
import { thin } from './thin.ts'

export type XdogOptions = {
  /** Scale of the inner Gaussian in pixels; the outer is 1.6 times that. */
  readonly sigmaPx: number
  /** Percentiles of the dark response over all pixels that a mark must reach in one place and keep all over. */
  readonly highPercentile: number
  readonly lowPercentile: number
  /** How far responses are averaged along the image's own direction, in pixels; 0 for none. */
  readonly flowPx?: number
  /** No mark is weaker than this, in tone, however flat the image. */
  readonly floor?: number
}

/**
 * Dark marks by the extended difference of Gaussians on an edge tangent flow (Winnemöller, Kyprianidis & Olsen 2012),
 * thinned to their middle. Where Canny draws both sides of a thin dark thing, this draws the thing.
 * `strength` is how much darker the pixel is than its surroundings, in tone.
 */
export async function xdog(plane: Plane, options: XdogOptions, pace: Pace = unpaced): Promise<EdgeMap> {
  const { sigmaPx, flowPx = 0, floor = 0 } = options
  const inner = await gaussian(plane, sigmaPx, pace)
  const outer = await gaussian(plane, sigmaPx * 1.6, pace)
  const map = createEdgeMap(plane.width, plane.height)
  let response = { ...plane, data: map.strength }
  for (let i = 0; i < response.data.length; i++) response.data[i] = outer.data[i] - inner.data[i]
  if (flowPx > 0) {
    response = await smoothAlongFlow(response, await flowField(plane, sigmaPx * 2, pace), flowPx, pace)
    map.strength.set(response.data)
  }
  const [low, high] = percentiles(response.data, [options.lowPercentile, options.highPercentile])
  const strongest = Math.max(high, floor, 1e-5)
  const weakest = Math.max(Math.min(low, high), floor * 0.5, 1e-5)
  map.marks.set(await hysteresis(response.data, plane.width, plane.height, weakest, strongest, pace))
  await thin(map.marks, plane.width, plane.height, pace)
  return map
}
