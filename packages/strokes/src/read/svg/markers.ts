import { seenInViewport } from '../clip/clip.ts'
import { readUrl } from '../css/paint.ts'
import { limits } from '../limits.ts'
import { multiply } from '../matrix.ts'
import type { XmlElement } from '../xml/xml.ts'
import { angleAt, type PathNode } from './nodes.ts'
import type { Place, Reading } from './place.ts'
import { placeShare } from './position.ts'
import { inkOf, type Style } from './style.ts'
import { readLength, readViewBox } from './units.ts'
import { fitViewBox } from './viewport.ts'

/** The shapes that markers stand on. */
const bearers = new Set(['path', 'line', 'polyline', 'polygon'])

/** Whether markers stand on a shape. */
export function hasMarkers({ name }: XmlElement, { style }: Place): boolean {
  const { markerStart, markerMid, markerEnd } = style
  return bearers.has(name) && !(markerStart === 'none' && markerMid === 'none' && markerEnd === 'none')
}

/** Draws a shape's markers on its nodes (SVG 2, 13.7). */
export function drawMarkers(nodes: readonly PathNode[], place: Place, reading: Reading): void {
  const last = nodes.length - 1
  const { markerStart, markerMid, markerEnd } = place.style
  const styles = new Map<XmlElement, Style>()
  nodes.forEach((node, i) => {
    if (i === 0) drawMarker(markerStart, node, true)
    if (i > 0 && i < last) drawMarker(markerMid, node, false)
    if (i === last) drawMarker(markerEnd, node, false)
  })

  function drawMarker(address: string, node: PathNode, isStart: boolean): void {
    if (address === 'none') return
    const id = readUrl(address)
    const marker = typeof id === 'string' ? reading.byId(id) : undefined
    if (marker?.name !== 'marker') return reading.leave('marker that is not in the file')
    if (place.using.includes(marker) || place.using.length >= limits.useDepth) {
      return reading.leave('reference to itself')
    }
    const style = styles.get(marker) ?? reading.styleAt(marker, place.viewport)
    styles.set(marker, style)
    const inner = enterMarker(marker, { node, isStart, style }, place)
    if (inner) for (const child of marker.children) reading.walk(child, inner)
  }
}

function enterMarker(
  marker: XmlElement,
  { node, isStart, style }: { node: PathNode; isStart: boolean; style: Style },
  place: Place,
): Place | null {
  const { attributes } = marker
  const box = readViewBox(attributes.get('viewBox'))
  const width = readLength(attributes.get('markerWidth'), place.viewport.width) ?? 3
  const height = readLength(attributes.get('markerHeight'), place.viewport.height) ?? 3
  if (!(width > 0 && height > 0)) return null
  const scale = attributes.get('markerUnits') === 'userSpaceOnUse' ? 1 : place.style.strokeWidth
  const angle = turnOf(attributes.get('orient'), node, isStart)
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale]
  const fit = fitViewBox(box, width, height, attributes.get('preserveAspectRatio'))
  const refX = reference(attributes.get('refX'), box?.x ?? 0, box?.width ?? width)
  const refY = reference(attributes.get('refY'), box?.y ?? 0, box?.height ?? height)
  const atNode = multiply(place.matrix, [cos, sin, -sin, cos, node.x, node.y])
  const [x, y] = [fit[0] * refX + fit[4], fit[3] * refY + fit[5]]
  const frame = multiply(atNode, [1, 0, 0, 1, -x, -y])
  const ink = inkOf(place.style)
  return {
    ...place,
    matrix: multiply(frame, fit),
    style: { ...style, context: ink, opacity: place.style.opacity },
    viewport: box ?? { width, height },
    using: [...place.using, marker],
    seen: seenInViewport(style, { width, height }, frame, place.seen),
  }
}

/** In radians. */
function turnOf(orient: string | undefined, node: PathNode, isStart: boolean): number {
  const text = orient?.trim() ?? '0'
  if (text === 'auto') return angleAt(node)
  if (text === 'auto-start-reverse') return angleAt(node) + (isStart ? Math.PI : 0)
  const match = text.match(/^([-+.\de]+)(deg|rad|grad|turn)?$/i)
  const per: Readonly<Record<string, number>> = { rad: 1, grad: Math.PI / 200, turn: 2 * Math.PI }
  const angle = match ? Number(match[1]) * (per[match[2]?.toLowerCase() ?? ''] ?? Math.PI / 180) : 0
  return Number.isFinite(angle) ? angle : 0
}

function reference(text: string | undefined, start: number, size: number): number {
  const share = placeShare(text)
  return share === undefined ? (readLength(text, size) ?? 0) : start + share * size
}
