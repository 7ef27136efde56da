import type { FillRule } from '../../geometry/areas/inside.ts'
import type { Declared } from '../css/cascade.ts'
import { type Color, readColor } from '../css/color.ts'
import { type Paint, readPaint, type ServerColor } from '../css/paint.ts'
import { readDashes } from './dashes.ts'
import { readLength, type Viewport } from './units.ts'

/** What of a style matters to a pen. */
export type Style = {
  readonly stroke: Paint
  readonly fill: Paint
  readonly strokeWidth: number
  /** Lengths of dashes and gaps in turn; none for a solid line. */
  readonly dashes: readonly number[]
  readonly dashOffset: number
  readonly color: Color
  readonly fontSize: number
  /** False for it and all that is in it: `display`, or an opacity of nothing. */
  readonly displayed: boolean
  /** `visibility`: what is in it may be visible again. */
  readonly visible: boolean
  readonly fillRule: FillRule
  readonly clipRule: FillRule
  readonly fillOpacity: number
  readonly strokeOpacity: number
  /** The opacities of the element and all it lies in, multiplied. */
  readonly opacity: number
  /** Addresses of markers. */
  readonly markerStart: string
  readonly markerMid: string
  readonly markerEnd: string
  /** In a marker: the paints of the shape that it stands on. */
  readonly context: { readonly fill: Color | null; readonly stroke: Color | null } | null
  readonly custom: Custom | null
  /** The element's own, as written; what is in it has others. */
  readonly own: Declared
}

/** Custom properties of an element, and those of what it stands in. */
type Custom = { readonly own: Declared; readonly outer: Custom | null }

const none: Declared = new Map()

/** SVG's initial values. */
export const initialStyle: Style = {
  stroke: null,
  fill: { color: '#000000', alpha: 1 },
  strokeWidth: 1,
  dashes: [],
  dashOffset: 0,
  color: { color: '#000000', alpha: 1 },
  fontSize: 16,
  displayed: true,
  visible: true,
  fillRule: 'nonzero',
  clipRule: 'nonzero',
  fillOpacity: 1,
  strokeOpacity: 1,
  opacity: 1,
  markerStart: 'none',
  markerMid: 'none',
  markerEnd: 'none',
  context: null,
  custom: null,
  own: none,
}

type Given = {
  readonly viewport: Viewport
  readonly serverColor: ServerColor
  readonly leave: (what: string) => void
}
type Field = Exclude<keyof Style, 'context' | 'custom' | 'own' | 'displayed' | 'opacity'>
type Property<F extends Field = Field> = {
  readonly field: F
  /** `undefined` for what makes no sense. */
  readonly read: (text: string, parent: Style, given: Given) => Style[F] | undefined
}

const fillRules = ['nonzero', 'evenodd'] as const satisfies FillRule[]
const paintOf = <F extends 'stroke' | 'fill'>(field: F): Property<F> => ({
  field,
  read: (text, _, { serverColor, leave }) => readPaint(text, serverColor, leave),
})
const ruleOf = <F extends 'fillRule' | 'clipRule'>(field: F): Property<F> => ({
  field,
  read: (text) => fillRules.find((rule) => rule === text.toLowerCase()),
})
const shareOf = <F extends 'fillOpacity' | 'strokeOpacity'>(field: F): Property<F> => ({
  field,
  read: (text) => readShare(text) ?? undefined,
})
const markerOf = <F extends 'markerStart' | 'markerMid' | 'markerEnd'>(field: F): Property<F> => ({
  field,
  read: (text) => text,
})
const lengthOf = (text: string, { fontSize }: Style, { viewport }: Given) =>
  readLength(text, diagonalOf(viewport), fontSize)

/** Properties that are inherited, each with its field. */
const inherited: Readonly<Record<string, Property>> = {
  stroke: paintOf('stroke'),
  fill: paintOf('fill'),
  'stroke-width': {
    field: 'strokeWidth',
    read: (text, parent, given) => {
      const width = lengthOf(text, parent, given)
      return width !== null && width >= 0 ? width : undefined
    },
  },
  'stroke-dasharray': {
    field: 'dashes',
    read: (text, parent, { viewport }) => readDashes(text, diagonalOf(viewport), parent.fontSize),
  },
  'stroke-dashoffset': {
    field: 'dashOffset',
    read: (text, parent, given) => lengthOf(text, parent, given) ?? undefined,
  },
  visibility: { field: 'visible', read: (text) => visibilities.get(text.toLowerCase()) },
  'fill-rule': ruleOf('fillRule'),
  'clip-rule': ruleOf('clipRule'),
  'fill-opacity': shareOf('fillOpacity'),
  'stroke-opacity': shareOf('strokeOpacity'),
  'marker-start': markerOf('markerStart'),
  'marker-mid': markerOf('markerMid'),
  'marker-end': markerOf('markerEnd'),
}
const visibilities: ReadonlyMap<string, boolean> = new Map([
  ['visible', true],
  ['hidden', false],
  ['collapse', false],
])
const fontSize: Property<'fontSize'> = {
  field: 'fontSize',
  read: (text, parent) => {
    const size = readLength(text, parent.fontSize, parent.fontSize)
    // Words for sizes move no line but those that are measured in them.
    return size !== null && size >= 0 ? size : parent.fontSize
  },
}
const color: Property<'color'> = {
  field: 'color',
  read: (text, parent) =>
    text.toLowerCase() === 'currentcolor' ? parent.color : (readColor(text) ?? undefined),
}
const keptWords = new Set(['inherit', 'unset', 'revert', 'revert-layer'])

/** The style of an element in a parent of that style, from what is declared for it. */
export function styleWith(declared: Declared, parent: Style, given: Given): Style {
  if (declared.size === 0) return parent.own.size === 0 ? parent : { ...parent, own: none }
  const custom = customOf(declared, parent.custom)
  const found = custom || hasVariables(declared) ? resolved(declared, custom, given) : declared
  let style: { -readonly [F in keyof Style]: Style[F] } = { ...parent, custom, own: found }
  const put = <F extends Field>(name: string, { field, read }: Property<F>, text: string) => {
    const word = text.toLowerCase()
    if (keptWords.has(word)) return
    const value = word === 'initial' ? initialStyle[field] : read(text, style, given)
    if (value !== undefined) style[field] = value
    // Paints name themselves.
    else if (name !== 'stroke' && name !== 'fill') given.leave(`${name} “${text.slice(0, 40)}”`)
  }
  const size = found.get('font-size')
  if (size !== undefined) put('font-size', fontSize, size)
  const ink = found.get('color')
  if (ink !== undefined) put('color', color, ink)
  const markers = found.get('marker')
  if (markers !== undefined)
    style = { ...style, markerStart: markers, markerMid: markers, markerEnd: markers }
  for (const [name, text] of found) {
    const property = inherited[name]
    if (property && text !== '') put(name, property, text.trim())
  }
  const opacity = found.get('opacity')
  if (opacity !== undefined) {
    const share = readShare(opacity)
    if (share === null && !/^(?:inherit|initial|unset|revert|revert-layer)$/i.test(opacity)) {
      given.leave(`opacity “${opacity.slice(0, 40)}”`)
    }
    style.opacity = parent.opacity * (share ?? 1)
  }
  style.displayed =
    parent.displayed && found.get('display')?.trim().toLowerCase() !== 'none' && style.opacity > 0
  return style
}

function customOf(declared: Declared, outer: Custom | null): Custom | null {
  for (const name of declared.keys()) if (name.startsWith('--')) return { own: declared, outer }
  return outer
}

function customValue(name: string, custom: Custom | null): string | undefined {
  for (let one = custom; one; one = one.outer) {
    const value = one.own.get(name)
    if (value !== undefined) return value
  }
  return undefined
}

function hasVariables(declared: Declared): boolean {
  for (const value of declared.values()) if (value.includes('var(')) return true
  return false
}

/** Values with what `var()` stands for in its place (CSS Variables 1); without a value, a declaration is none. */
function resolved(declared: Declared, custom: Custom | null, { leave }: Given): Declared {
  const found = new Map<string, string>()
  for (const [name, text] of declared) {
    if (name.startsWith('--')) continue
    const value = withVariables(text, custom, 0)
    if (value !== null) found.set(name, value)
    else leave(`${name} “${text.slice(0, 40)}”`)
  }
  return found
}

const mostSteps = 30
const mostCharacters = 10_000
const innermost = /var\(\s*(--[^\s,()]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)/

function withVariables(text: string, custom: Custom | null, steps: number): string | null {
  if (!text.includes('var(')) return text
  if (steps > mostSteps || text.length > mostCharacters) return null
  const match = text.match(innermost)
  if (!match) return null
  const value = customValue(match[1], custom) ?? match[2]?.trim()
  if (value === undefined) return null
  return withVariables(
    text.replace(match[0], () => value),
    custom,
    steps + 1,
  )
}

/** The colors that a shape's stroke and fill leave on paper: `null` for what lets everything through. */
export function inkOf(style: Style): { stroke: Color | null; fill: Color | null } {
  const stroke = style.strokeWidth > 0 ? solid(style.stroke, style, style.strokeOpacity) : null
  return { stroke, fill: solid(style.fill, style, style.fillOpacity) }
}

function solid(paint: Paint, { color, context }: Style, opacity: number): Color | null {
  const own =
    paint === 'currentcolor'
      ? color
      : paint === 'context-fill'
        ? (context?.fill ?? null)
        : paint === 'context-stroke'
          ? (context?.stroke ?? null)
          : paint
  const alpha = (own?.alpha ?? 0) * opacity
  return own && alpha > 0 ? { ...own, alpha } : null
}

/** Whether nothing shows through the shape's fill; a gradient counts as opaque. */
export function isOpaque(fill: Color | null, { opacity }: Style): boolean {
  return fill !== null && fill.alpha * opacity >= 1
}

function diagonalOf({ width, height }: Viewport): number {
  return Math.hypot(width, height) / Math.SQRT2
}

/** An opacity, 0…1; `null` for nonsense. */
export function readShare(text: string | undefined): number | null {
  const match = text?.trim().match(/^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(%?)$/i)
  return match ? Math.min(1, Math.max(0, Number(match[1]) / (match[2] ? 100 : 1))) : null
}
