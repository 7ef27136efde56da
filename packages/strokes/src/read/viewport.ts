import { boxStencil } from './clip.ts'
import { identity, type Matrix, multiply } from './matrix.ts'
import type { Place } from './place.ts'
import { intersection } from './stencil.ts'
import { readLength, readViewBox, type ViewBox } from './units.ts'
import type { XmlElement } from './xml.ts'

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
 * Into a nested `svg` or a `symbol`: its own box, sized by the `use` that it is drawn for where there is one. What
 * overflows is not seen unless it is to be. `null` for one without a size.
 */
export function enterViewport(element: XmlElement, place: Place, user: XmlElement | null): Place | null {
  const { attributes } = element
  const isSymbol = element.name === 'symbol'
  const { width: outerWidth, height: outerHeight } = place.viewport
  const side = (name: string, outer: number) => {
    const own = isSymbol ? undefined : attributes.get(name)
    return readLength(user?.attributes.get(name) ?? own, outer, place.style.fontSize) ?? outer
  }
  const [width, height] = [side('width', outerWidth), side('height', outerHeight)]
  if (!(width > 0 && height > 0)) return null
  const x = readLength(attributes.get('x'), outerWidth) ?? 0
  const y = readLength(attributes.get('y'), outerHeight) ?? 0
  const frame = multiply(place.matrix, [1, 0, 0, 1, x, y])
  const box = readViewBox(attributes.get('viewBox'))
  const fit = fitViewBox(box, width, height, attributes.get('preserveAspectRatio'))
  const isOpen = /^(?:visible|auto)$/.test(place.style.own.get('overflow') ?? '')
  const window = isOpen ? null : boxStencil({ x: 0, y: 0, width, height }, frame)
  return {
    ...place,
    matrix: multiply(frame, fit),
    viewport: box ?? { width, height },
    seen: window && place.seen ? intersection(place.seen, window) : (window ?? place.seen),
  }
}
