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
  readonly visible: boolean
  readonly fillRule: FillRule
  readonly fillOpacity: number
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
  visible: true,
  fillRule: 'nonzero',
  fillOpacity: 1,
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
 * What an element declares is looked up once, however many copies `use` makes of it.
 */
export function createStyler(sheet: StyleSheet): (element: XmlElement, parent: Style) => Style {
  const known = new WeakMap<XmlElement, Declarations>()
  return (element, parent) => {
    let declared = known.get(element)
    if (!declared) {
      declared = declarationsOf(element, sheet)
      known.set(element, declared)
    }
    return declared.size === 0 ? parent : apply(declared, parent)
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

function apply(found: Declarations, parent: Style): Style {
  const color = readColor(found.get('color') ?? '') ?? parent.color
  const width = readLength(found.get('stroke-width'))
  const dashes = found.get('stroke-dasharray')
  const visibility = found.get('visibility')
  const hidden = found.get('display') === 'none' || visibility === 'hidden' || visibility === 'collapse'
  const faint = found.get('opacity') === '0' || found.get('stroke-opacity') === '0'
  return {
    stroke: paint(found.get('stroke'), parent.stroke, color),
    fill: paint(found.get('fill'), parent.fill, color),
    strokeWidth: width !== null && width >= 0 ? width : parent.strokeWidth,
    dashes: dashes === undefined || dashes === 'inherit' ? parent.dashes : readDashes(dashes),
    dashOffset: readLength(found.get('stroke-dashoffset')) ?? parent.dashOffset,
    color,
    visible: parent.visible && !hidden && !faint,
    fillRule: fillRules.find((rule) => rule === found.get('fill-rule')) ?? parent.fillRule,
    fillOpacity: readShare(found.get('fill-opacity')) ?? parent.fillOpacity,
    opacity: parent.opacity * (readShare(found.get('opacity')) ?? 1),
  }
}

/** Whether nothing shows through the shape's fill; a gradient counts as opaque. */
export function isFilledOpaquely({ fill, fillOpacity, opacity }: Style): boolean {
  return fill !== null && fillOpacity * opacity >= 1
}

function readShare(text: string | undefined): number | null {
  const match = text?.trim().match(/^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i)
  return match ? Math.min(1, Math.max(0, Number(match[1]) / (match[2] ? 100 : 1))) : null
}

function paint(text: string | undefined, parent: string | null, color: string): string | null {
  const value = text?.trim()
  if (!value || value === 'inherit') return parent
  if (value === 'none' || value === 'transparent') return null
  if (value.toLowerCase() === 'currentcolor') return color
  // A gradient or pattern has no one color; a pen draws it in black.
  if (value.startsWith('url(')) return '#000000'
  return readColor(value) ?? parent
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
