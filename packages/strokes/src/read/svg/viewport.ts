import { seenInViewport } from '../clip/clip.ts'
import { identity, type Matrix, multiply } from '../matrix.ts'
import type { XmlElement } from '../xml/xml.ts'
import { withGeometry } from './outline.ts'
import type { Place } from './place.ts'
import { readLength, readViewBox, type ViewBox } from './units.ts'

const shares: Record<string, number> = { Min: 0, Mid: 0.5, Max: 1 }

/** Maps a view box onto a viewport as `preserveAspectRatio` says (SVG 1.1, 7.8). */
export function fitViewBox(
  box: ViewBox | null,
  width: number,
  height: number,
  aspect = 'xMidYMid meet',
): Matrix {
  if (!box) return identity
  const [sx, sy] = [width / box.width, height / box.height]
  if (/\bnone\b/.test(aspect)) return [sx, 0, 0, sy, -box.x * sx, -box.y * sy]
  const scale = /\bslice\b/.test(aspect) ? Math.max(sx, sy) : Math.min(sx, sy)
  const [, alignX = 'Mid', alignY = 'Mid'] = aspect.match(/x(Min|Mid|Max)Y(Min|Mid|Max)/) ?? []
  const x = (width - box.width * scale) * shares[alignX]
  const y = (height - box.height * scale) * shares[alignY]
  return [scale, 0, 0, scale, x - box.x * scale, y - box.y * scale]
}

/**
 * Into a nested `svg` or a `symbol`: its own box, sized by what the `use` that it is drawn for says, where there is one. What
 * overflows is not seen unless it is to be. `null` for one without a size.
 */
export function enterViewport(
  element: XmlElement,
  place: Place,
  user: ReadonlyMap<string, string> | null,
): Place | null {
  const { fontSize, own } = place.style
  const attributes = withGeometry(element.attributes, own)
  const isSymbol = element.name === 'symbol'
  const { width: outerWidth, height: outerHeight } = place.viewport
  const side = (name: string, outer: number) => {
    const given = user?.get(name) ?? (isSymbol ? undefined : attributes.get(name))
    return readLength(given, outer, fontSize) ?? outer
  }
  const [width, height] = [side('width', outerWidth), side('height', outerHeight)]
  if (!(width > 0 && height > 0)) return null
  const x = readLength(attributes.get('x'), outerWidth, fontSize) ?? 0
  const y = readLength(attributes.get('y'), outerHeight, fontSize) ?? 0
  const frame = multiply(place.matrix, [1, 0, 0, 1, x, y])
  const box = readViewBox(attributes.get('viewBox'))
  const fit = fitViewBox(box, width, height, attributes.get('preserveAspectRatio'))
  return {
    ...place,
    matrix: multiply(frame, fit),
    viewport: box ?? { width, height },
    seen: seenInViewport(place.style, { width, height }, frame, place.seen),
  }
}
