import { pointsBox } from '../../geometry/polyline.ts'
import { isNotes } from '../../plan/layer-codes.ts'
import { travelId } from '../../write/svg.ts'
import { createClipper } from '../clip/clip.ts'
import { intersection } from '../clip/stencil.ts'
import type { Declared } from '../css/cascade.ts'
import { decodeId } from '../css/paint.ts'
import type { Family } from '../css/selectors.ts'
import { createServers } from '../css/servers.ts'
import { createBudget, limits } from '../limits.ts'
import { identity, type Matrix, multiply } from '../matrix.ts'
import type { XmlElement } from '../xml/xml.ts'
import { createDrawer, type Drawn, type Paper } from './draw.ts'
import {
  areaGroup,
  chosenOf,
  containers,
  holdsShapes,
  layerLabel,
  passesConditions,
  silent,
  undrawable,
} from './elements.ts'
import { traceShape, transformPoints, withGeometry } from './outline.ts'
import type { Place, Reading } from './place.ts'
import { shapes } from './shapes.ts'
import { initialStyle, type Style, styleWith } from './style.ts'
import { transformOf } from './transform.ts'
import { mmPerPx, readLength, type Viewport } from './units.ts'
import { enterViewport } from './viewport.ts'

/** A file with this many times too many elements is refused before it is drawn, hidden ones counted too. */
const hopeless = 20

export type Page = {
  /** From the units of the root to mm. */
  readonly unitMm: Matrix
  readonly viewport: Viewport
  /** The page itself in px, which a transform of the root is about. */
  readonly frame: Viewport
}

type Given = {
  readonly family: Family
  readonly declaredFor: (element: XmlElement) => Declared
  readonly paperOf: (style: Style) => Paper
  readonly leave: (what: string) => void
}

/**
 * Walks the tree in document order and draws every shape that is painted. `leave` is told of what has no effect, by name.
 * Throws `too_large` for bombs.
 */
export function collectShapes(
  root: XmlElement,
  page: Page,
  { family, declaredFor, paperOf, leave: tell }: Given,
): { drawn: Drawn[]; paperColor: string | null } {
  let isMeasuring = false
  const leave = (what: string) => {
    if (!isMeasuring) tell(what)
  }
  const byId = new Map<string, XmlElement>()
  visit(root, (element) => {
    const id = element.attributes.get('id')
    if (id && !byId.has(id)) byId.set(id, element)
  })
  const sourceOf = (element: XmlElement): XmlElement | undefined => {
    const target = (element.attributes.get('href') ?? element.attributes.get('xlink:href') ?? '').trim()
    return target.startsWith('#') ? byId.get(decodeId(target)) : undefined
  }
  const serverColor = createServers({ byId: (id) => byId.get(id), sourceOf, declaredFor, leave })
  const spend = createBudget(limits.elements, 'elements once its copies are made')
  const copied = countWithCopies(root, sourceOf)
  if (copied > hopeless * limits.elements) spend(copied)

  const styleOf = (element: XmlElement, parent: Style, viewport: Viewport) =>
    styleWith(declaredFor(element), parent, { viewport, serverColor, leave })

  const walk = (element: XmlElement, place: Place): void => {
    spend(1)
    const { name, attributes } = element
    const isShape = Object.hasOwn(shapes, name)
    if (!isShape && !containers.has(name)) return passOver(element, place)
    // The way of the pen in the air, in a preview of our own, is no ink.
    if (attributes.get('id') === travelId) return
    if (!passesConditions(element)) return leave('element that is not for us')
    const here = enter(element, place)
    if (here) render(element, here)
  }

  /** Into an element: its style, its transform and what is seen of it; `null` where that is nothing. */
  const enter = (element: XmlElement, place: Place): Place | null => {
    const style = styleOf(element, place.style, place.viewport)
    if (!style.displayed) return null
    const label = layerLabel(element)
    if (label !== null && isNotes(label)) {
      leave(`layer “${label.slice(0, 40)}”, notes by its name`)
      return null
    }
    const here = {
      ...place,
      style,
      layer: label ?? place.layer,
      areas: areaGroup(element) ?? place.areas,
    }
    if (style.own.size === 0) return here
    const moved = { ...here, matrix: multiply(place.matrix, transformOf(element, here, reading)) }
    // A box is that of all there is, seen or not (SVG 2, 8.10).
    const seen = isMeasuring ? null : clipperOf(element, moved)
    if (!seen) return moved
    return { ...moved, seen: moved.seen ? intersection(moved.seen, seen) : seen }
  }

  const render = (element: XmlElement, here: Place): void => {
    const { name } = element
    if (Object.hasOwn(shapes, name)) {
      for (const child of element.children) passOver(child, here)
      return here.draw(element, here)
    }
    if (name === 'use') return walkUse(element, here)
    const inner = name === 'svg' ? enterViewport(element, here, null) : here
    if (!inner) return
    if (name !== 'switch') return walkAll(element, inner)
    const chosen = chosenOf(element)
    if (chosen) walk(chosen, inner)
  }

  const walkAll = (element: XmlElement, place: Place): void => {
    for (const child of element.children) walk(child, place)
  }

  const walkUse = (element: XmlElement, place: Place): void => {
    const source = sourceOf(element)
    if (!source) return leave('reference to something outside the file')
    if (place.using.includes(source) || place.using.length >= limits.useDepth)
      return leave('reference to itself')
    const { width, height } = place.viewport
    const given = withGeometry(element.attributes, place.style.own)
    const x = readLength(given.get('x'), width, place.style.fontSize) ?? 0
    const y = readLength(given.get('y'), height, place.style.fontSize) ?? 0
    const moved = {
      ...place,
      matrix: multiply(place.matrix, [1, 0, 0, 1, x, y]),
      using: [...place.using, source],
    }
    if (source.name !== 'symbol' && source.name !== 'svg') return walk(source, moved)
    spend(1)
    if (source.attributes.has('refX') || source.attributes.has('refY')) leave('refX and refY of a symbol')
    const here = enter(source, moved)
    const inner = here && enterViewport(source, here, given)
    if (inner) walkAll(source, inner)
  }

  /** Names what is not drawn and is no help to what is. */
  const passOver = (element: XmlElement, place: Place): void => {
    const { name } = element
    if (silent.has(name)) return
    if (name.includes(':')) {
      if (name.endsWith(':link')) leave('style sheet outside the file')
      else if (holdsShapes(element)) leave(`<${name.replace(/^:/, '').slice(0, 40)}>`)
      return
    }
    if (Object.hasOwn(undrawable, name)) {
      const { displayed, visible } = styleOf(element, place.style, place.viewport)
      if (displayed && visible) leave(undrawable[name])
      return
    }
    leave(`<${name.slice(0, 40)}>`)
  }

  /** By element, where `using` is that one list: an element stands in one once. */
  const boxes = new WeakMap<XmlElement, Pick<Place, 'using'> & { box: ReturnType<Reading['boxOf']> }>()
  const boxOf: Reading['boxOf'] = (element, place) => {
    const known = boxes.get(element)
    if (known?.using === place.using) return known.box
    const box = measure(element, place)
    boxes.set(element, { using: place.using, box })
    return box
  }
  const measure: Reading['boxOf'] = (element, place) => {
    const points: Float64Array[] = []
    const draw: Place['draw'] = (shape, at) => {
      for (const line of traceShape(shape, at, reading.spendPoints).polylines)
        points.push(transformPoints(line.points, at.matrix) ?? new Float64Array())
    }
    const wasMeasuring = isMeasuring
    isMeasuring = true
    render(element, { ...place, matrix: identity, seen: null, draw })
    isMeasuring = wasMeasuring
    const { minX, minY, maxX, maxY } = pointsBox(points)
    return minX <= maxX ? { x: minX, y: minY, width: maxX - minX, height: maxY - minY } : null
  }

  const styleAt: Reading['styleAt'] = (element, viewport) => {
    const parent = family.parentOf(element)
    const style = styleOf(element, parent ? styleAt(parent, viewport) : initialStyle, viewport)
    // Neither the display nor the opacity of what it stands in is that of what it is drawn for.
    return { ...style, displayed: true, opacity: 1 }
  }

  const reading: Reading = {
    leave,
    spendPoints: createBudget(limits.points, 'points'),
    byId: (id) => byId.get(id),
    walk,
    styleAt,
    boxOf,
    transformOf: (element, place) => transformOf(element, place, reading),
  }
  const clipperOf = createClipper(reading)
  const style = styleOf(root, initialStyle, page.viewport)
  const drawer = createDrawer(reading, paperOf(style))
  const start: Place = {
    matrix: page.unitMm,
    style,
    viewport: page.viewport,
    layer: null,
    areas: null,
    using: [],
    seen: null,
    draw: drawer.draw,
  }
  if (style.displayed) {
    // The root's transform is in px, about the middle of the page as that of any box in CSS.
    const turn = transformOf(root, { ...start, viewport: page.frame }, reading, '50% 50%')
    const [a, b, c, d, x, y] = turn
    const onPage: Matrix = [a, b, c, d, x * mmPerPx, y * mmPerPx]
    const inner = turn === identity ? start : { ...start, matrix: multiply(onPage, page.unitMm) }
    walkAll(root, { ...inner, seen: clipperOf(root, inner) })
  }
  return drawer.finish()
}

/** How many elements there are once `use` has made its copies; one that refers to itself counts once. */
function countWithCopies(
  root: XmlElement,
  sourceOf: (element: XmlElement) => XmlElement | undefined,
): number {
  const counts = new Map<XmlElement, number>()
  const count = (element: XmlElement): number => {
    const known = counts.get(element)
    if (known !== undefined) return known
    counts.set(element, 0)
    let sum = 1
    for (const child of element.children) sum += count(child)
    const source = element.name === 'use' ? sourceOf(element) : undefined
    if (source) sum += count(source)
    counts.set(element, sum)
    return sum
  }
  return count(root)
}

function visit(element: XmlElement, act: (element: XmlElement) => void): void {
  act(element)
  for (const child of element.children) visit(child, act)
}
