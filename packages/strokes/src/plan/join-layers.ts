import type { Layer, Pen } from '../types.ts'
import { isSamePen, showsAreas } from './pens.ts'

/**
 * What one pen draws of several layers, in as few layers as hold all of it: those that follow each other become one. A
 * layer of areas stays apart from one without, so that what lies over what stays the same.
 */
export function joinLayers(pen: Pen, layers: readonly Layer[]): Layer[] {
  const joined: Layer[] = []
  for (const layer of layers) {
    const under = joined.at(-1)
    if (under && showsAreas(under) === showsAreas(layer)) joined[joined.length - 1] = joinTwo(under, layer)
    else joined.push({ ...layer, pen })
  }
  return joined
}

/** The layers of all parts, with one for each pen that only draws lines, however many parts it draws in. */
export function joinParts([first = [], ...others]: readonly (readonly Layer[])[]): Layer[] {
  const joined = [...first]
  for (const layer of others.flat()) {
    const at = joined.findIndex(
      (under) => isSamePen(under.pen, layer.pen) && !showsAreas(under) && !showsAreas(layer),
    )
    if (at < 0) joined.push(layer)
    else joined[at] = joinTwo(joined[at], layer)
  }
  return joined
}

/** Two layers as one with the pen of the first. */
function joinTwo(under: Layer, over: Layer): Layer {
  return { ...under, marks: [...under.marks, ...over.marks] }
}
