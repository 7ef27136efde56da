import type { FillRule } from '../geometry/area.ts'
import { readColor } from './color-names.ts'
import { readDashes } from './dashes.ts'
import { readLength } from './units.ts'
import type { XmlElement } from './xml.ts'

/** What of a style matters to a pen. Colors are `#rrggbb`, or `null` for no paint. */
export type Style = {
  readonly stroke: string | null
  readonly fill: string | null
  readonly strokeWidth: number
  /** Lengths of dashes and gaps in turn; none for a solid line. */
  readonly dashes: readonly number[]
  readonly dashOffset: number
  readonly color: string
  /** False for it and all that is in it: `display`, or an opacity of nothing. */
  readonly displayed: boolean
  /** `visibility`: what is in it may be visible again. */
  readonly visible: boolean
  readonly fillRule: FillRule
  readonly fillOpacity: number
  readonly strokeOpacity: number
  /** The opacities of the element and all it lies in, multiplied. */
  readonly opacity: number
}

/** SVG's initial values. */
export const initialStyle: Style = {
  stroke: null,
  fill: '#000000',
  strokeWidth: 1,
  dashes: [],
  dashOffset: 0,
  color: '#000000',
  displayed: true,
  visible: true,
  fillRule: 'nonzero',
  fillOpacity: 1,
  strokeOpacity: 1,
  opacity: 1,
}

type Declarations = ReadonlyMap<string, string>
/** A rule of one simple selector: `tag`, `.class`, `#id` or `tag.class`. */
type Rule = {
  readonly tag: string
  readonly id: string
  readonly className: string
  readonly declarations: Declarations
}
export type StyleSheet = readonly Rule[]

const maxRules = 5000
const fillRules = ['nonzero', 'evenodd'] as const satisfies FillRule[]
const properties = [
  'stroke',
  'fill',
  'stroke-width',
  'stroke-dasharray',
  'stroke-dashoffset',
  'color',
  'display',
  'visibility',
  'opacity',
  'stroke-opacity',
  'fill-opacity',
  'fill-rule',
]

/** Reads `<style>` text: rules with simple selectors, as drawing programs write them. At-rules fetch nothing and do nothing. */
export function readStyleSheet(css: string): StyleSheet {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@[a-z-]+[^;{]*;/gi, '')
  const rules: Rule[] = []
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const declarations = readDeclarations(body)
    for (const selector of selectors.split(',')) {
      const match = selector.trim().match(/^([a-z*]*)(?:#([\w-]+))?(?:\.([\w-]+))?$/i)
      if (!match?.[0] || rules.length >= maxRules) continue
      const tag = match[1] === '*' ? '' : match[1]
      rules.push({ tag, id: match[2] ?? '', className: match[3] ?? '', declarations })
    }
  }
  return rules
}

/**
 * Gives elements their style: the parent's, then presentation attributes, then style sheets, then the `style` attribute.
 * What an element declares is looked up once, however many copies `use` makes of it. `isThere` tells whether the file has
 * something of that id.
 */
export function createStyler(
  sheet: StyleSheet,
  isThere: (id: string) => boolean,
): (element: XmlElement, parent: Style) => Style {
  const known = new WeakMap<XmlElement, Declarations>()
  return (element, parent) => {
    let declared = known.get(element)
    if (!declared) {
      declared = declarationsOf(element, sheet)
      known.set(element, declared)
    }
    return declared.size === 0 ? parent : apply(declared, parent, isThere)
  }
}

function declarationsOf(element: XmlElement, sheet: StyleSheet): Declarations {
  const found = new Map<string, string>()
  for (const property of properties) {
    const value = element.attributes.get(property)
    if (value !== undefined) found.set(property, value)
  }
  for (const rule of sheet) if (matches(rule, element)) copyInto(found, rule.declarations)
  const inline = element.attributes.get('style')
  if (inline) copyInto(found, readDeclarations(inline))
  return found
}

function apply(found: Declarations, parent: Style, isThere: (id: string) => boolean): Style {
  const color = readColor(found.get('color') ?? '') ?? parent.color
  const width = readLength(found.get('stroke-width'))
  const dashes = found.get('stroke-dasharray')
  const opacity = parent.opacity * (readShare(found.get('opacity')) ?? 1)
  const paintOf = (property: 'stroke' | 'fill') =>
    paint(found.get(property), { parent: parent[property], color, isThere })
  return {
    stroke: paintOf('stroke'),
    fill: paintOf('fill'),
    strokeWidth: width !== null && width >= 0 ? width : parent.strokeWidth,
    dashes: dashes === undefined || dashes === 'inherit' ? parent.dashes : readDashes(dashes),
    dashOffset: readLength(found.get('stroke-dashoffset')) ?? parent.dashOffset,
    color,
    displayed: parent.displayed && found.get('display')?.trim() !== 'none' && opacity > 0,
    visible: readVisibility(found.get('visibility')) ?? parent.visible,
    fillRule: fillRules.find((rule) => rule === found.get('fill-rule')) ?? parent.fillRule,
    fillOpacity: readShare(found.get('fill-opacity')) ?? parent.fillOpacity,
    strokeOpacity: readShare(found.get('stroke-opacity')) ?? parent.strokeOpacity,
    opacity,
  }
}

function readVisibility(text: string | undefined): boolean | null {
  const value = text?.trim()
  if (value === 'visible') return true
  return value === 'hidden' || value === 'collapse' ? false : null
}

/** What of a shape leaves ink: paint that lets everything through is none. */
export function inkOf({ stroke, strokeOpacity, fill, fillOpacity }: Style) {
  return { stroke: strokeOpacity > 0 ? stroke : null, fill: fillOpacity > 0 ? fill : null }
}

/** Whether nothing shows through the shape's fill; a gradient counts as opaque. */
export function isFilledOpaquely({ fill, fillOpacity, opacity }: Style): boolean {
  return fill !== null && fillOpacity * opacity >= 1
}

function readShare(text: string | undefined): number | null {
  const match = text?.trim().match(/^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i)
  return match ? Math.min(1, Math.max(0, Number(match[1]) / (match[2] ? 100 : 1))) : null
}

function paint(
  text: string | undefined,
  given: { parent: string | null; color: string; isThere: (id: string) => boolean },
): string | null {
  const value = text?.trim()
  if (!value || value === 'inherit') return given.parent
  if (value === 'none' || isTransparent(value)) return null
  if (value.toLowerCase() === 'currentcolor') return given.color
  const reference = value.match(/^url\(\s*["']?#?([^"')]*)["']?\s*\)\s*(.*)$/i)
  if (reference) {
    const [, id, fallback] = reference
    if (fallback && !given.isThere(id)) return paint(fallback, given)
    // A gradient or pattern has no one color; a pen draws it in black.
    return '#000000'
  }
  return readColor(value) ?? given.parent
}

/** A color with an alpha of nothing (CSS Color 4). */
function isTransparent(value: string): boolean {
  if (value.toLowerCase() === 'transparent') return true
  if (/^#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)$/i.test(value)) return true
  const alpha = value.match(/^(?:rgb|hsl)a?\(.*[,/]\s*([^,/]+)\)$/i)?.[1]
  const parts = value.split(/[\s,/]+/).length
  return alpha !== undefined && parts >= 4 && readShare(alpha) === 0
}

function matches(rule: Rule, { name, attributes }: XmlElement): boolean {
  if (rule.tag && rule.tag !== name) return false
  if (rule.id && rule.id !== attributes.get('id')) return false
  return !rule.className || (attributes.get('class') ?? '').split(/\s+/).includes(rule.className)
}

function readDeclarations(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    if (colon < 0) continue
    const value = part.slice(colon + 1).replace(/!important\s*$/i, '')
    found.set(part.slice(0, colon).trim().toLowerCase(), value.trim())
  }
  return found
}

function copyInto(target: Map<string, string>, from: Declarations): void {
  for (const [name, value] of from) target.set(name, value)
}
