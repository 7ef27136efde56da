import { limits } from '../limits.ts'
import { readShare } from '../svg/style.ts'
import type { XmlElement } from '../xml/xml.ts'
import type { Declared } from './cascade.ts'
import { type Color, readColor } from './color.ts'

const black: Color = { color: '#000000', alpha: 1, isMixed: true }
const gradients = new Set(['linearGradient', 'radialGradient'])
const others = new Set(['pattern', 'hatch', 'meshgradient', 'mesh', 'solidcolor', 'solidColor'])

type Tools = {
  readonly byId: (id: string) => XmlElement | undefined
  readonly sourceOf: (element: XmlElement) => XmlElement | undefined
  readonly declaredFor: (element: XmlElement) => Declared
  readonly leave: (what: string) => void
}

/**
 * Answers the one color that a paint of that id is drawn in: that of a gradient whose stops are alike, else black, which
 * `leave` is told of. `null` where there is no such paint.
 */
export function createServers({ byId, sourceOf, declaredFor, leave }: Tools): (id: string) => Color | null {
  const stopsOf = (element: XmlElement, depth: number): XmlElement[] => {
    const stops = element.children.filter(({ name }) => name === 'stop')
    const source = sourceOf(element)
    return stops.length > 0 || !source || depth >= limits.useDepth ? stops : stopsOf(source, depth + 1)
  }
  const colorOf = (stop: XmlElement): Color | null => {
    const declared = declaredFor(stop)
    const color = readColor(declared.get('stop-color') ?? 'black')
    return (
      color && { color: color.color, alpha: color.alpha * (readShare(declared.get('stop-opacity')) ?? 1) }
    )
  }
  return (id) => {
    const server = byId(id)
    if (!server || !(gradients.has(server.name) || others.has(server.name))) return null
    const [first, ...rest] = gradients.has(server.name) ? stopsOf(server, 0).map(colorOf) : []
    if (first && rest.every((one) => one?.color === first.color && one.alpha === first.alpha)) return first
    leave(`${gradients.has(server.name) ? 'gradient' : server.name}, drawn in black`)
    return black
  }
}
