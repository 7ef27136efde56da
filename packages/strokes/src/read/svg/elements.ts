import { areasClass, borderedClass } from '../../write/svg.ts'
import type { XmlElement } from '../xml/xml.ts'
import type { AreaGroup } from './place.ts'
import { shapes } from './shapes.ts'

/** Elements that are drawn by what is in them. */
export const containers: ReadonlySet<string> = new Set(['g', 'a', 'switch', 'svg', 'use'])

/** What no pen can draw, by its name for people. */
export const undrawable: Readonly<Record<string, string>> = {
  text: 'text',
  tspan: 'text',
  textPath: 'text',
  flowRoot: 'text',
  image: 'image',
  foreignObject: 'foreign object',
  script: 'script',
  animate: 'animation',
  animateColor: 'animation',
  animateMotion: 'animation',
  animateTransform: 'animation',
  set: 'animation',
}

/** Elements that are not drawn where they stand. */
export const silent: ReadonlySet<string> = new Set([
  'clipPath',
  'color-profile',
  'cursor',
  'defs',
  'desc',
  'filter',
  'font',
  'font-face',
  'hatch',
  'linearGradient',
  'marker',
  'mask',
  'mesh',
  'meshgradient',
  'metadata',
  'pattern',
  'radialGradient',
  'solidcolor',
  'solidColor',
  'stop',
  'style',
  'symbol',
  'title',
  'view',
])

/** Whether an element of another namespace is called like a shape, or has one in it, which are not drawn. */
export function holdsShapes({ name, children }: XmlElement): boolean {
  return Object.hasOwn(shapes, name.slice(name.indexOf(':') + 1)) || children.some(holdsShapes)
}

/** The label of an Inkscape layer; `null` for what is none. */
export function layerLabel({ attributes }: XmlElement): string | null {
  if (attributes.get('inkscape:groupmode') !== 'layer') return null
  return attributes.get('inkscape:label') ?? attributes.get('id') ?? 'Layer'
}

/** Groups of areas of our own. */
export function areaGroup({ attributes }: XmlElement): AreaGroup | null {
  const text = attributes.get('class')
  if (!text?.includes(areasClass)) return null
  const classes = text.split(/\s+/)
  return classes.includes(areasClass) ? { isBordered: classes.includes(borderedClass) } : null
}

/** Whether the conditions of an element hold (SVG 2, 5.8): we know no extensions, and read English. */
export function passesConditions({ attributes }: XmlElement): boolean {
  if (attributes.has('requiredExtensions')) return false
  const languages = attributes.get('systemLanguage')
  if (languages === undefined) return true
  return languages.split(',').some((tag) => /^en(?:-|$)/i.test(tag.trim()))
}

/** The child of a `switch` that is drawn: the first whose conditions hold, of those that can be drawn if there are any. */
export function chosenOf({ children }: XmlElement): XmlElement | undefined {
  const passing = children.filter(
    (child) => !silent.has(child.name) && !child.name.includes(':') && passesConditions(child),
  )
  return passing.find(({ name }) => name !== 'foreignObject') ?? passing[0]
}
