import { darkerOf, lieAlike } from '../tone/tones.ts'
import type { Curves, Layer, Pen } from '../types.ts'
import { showsAreas } from './pens.ts'

/**
 * What one pen draws of several layers, in as few layers as hold all of it: those that follow each other become one. A
 * layer whose areas are shown in place of its strokes stays apart from one that shows strokes, and so, where the machine's
 * power follows the tone (`byTone`), do layers of different tones.
 */
export function joinLayers(
  pen: Pen,
  layers: readonly Layer[],
  { byTone = false }: { byTone?: boolean } = {},
): Layer[] {
  const joined: Layer[] = []
  for (const layer of layers) {
    const under = joined.at(-1)
    if (under && showsAreas(under) === showsAreas(layer) && (!byTone || under.tones === layer.tones)) {
      joined[joined.length - 1] = joinTwo(under, layer)
    } else joined.push({ ...layer, pen })
  }
  return joined
}

/**
 * Two layers as one with the pen of the first. Where both have tones that lie alike the darker ones count; strokes
 * without tones beside others want all the ink, so that none are left.
 */
export function joinTwo(under: Layer, over: Layer): Layer {
  const { regions, curves, tones, ...rest } = under
  const areas = [...(regions ?? []), ...(over.regions ?? [])]
  const bends = curves && over.curves ? joinCurves(curves, over.curves) : (curves ?? over.curves)
  const dark = tones && over.tones && lieAlike(tones, over.tones) ? darkerOf(tones, over.tones) : undefined
  return {
    ...rest,
    strokes: [...under.strokes, ...over.strokes],
    ...(areas.length > 0 ? { regions: areas } : {}),
    ...(bends ? { curves: bends } : {}),
    ...(dark ? { tones: dark } : {}),
  }
}

function joinCurves(a: Curves, b: Curves): Curves {
  return {
    chains: [...a.chains, ...b.chains],
    offMm: Math.max(a.offMm, b.offMm),
    strayMm: Math.max(a.strayMm, b.strayMm),
  }
}
