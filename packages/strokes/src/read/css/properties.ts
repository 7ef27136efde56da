/** What is read as an attribute or in CSS alike (SVG 2, 6.6); `geometry` below as well. */
const presentation = [
  'clip-path',
  'clip-rule',
  'color',
  'display',
  'fill',
  'fill-opacity',
  'fill-rule',
  'font-size',
  'marker-end',
  'marker-mid',
  'marker-start',
  'mask',
  'mask-type',
  'opacity',
  'overflow',
  'stop-color',
  'stop-opacity',
  'stroke',
  'stroke-dasharray',
  'stroke-dashoffset',
  'stroke-opacity',
  'stroke-width',
  'transform',
  'transform-origin',
  'vector-effect',
  'visibility',
]
/** Attributes of shapes that are properties in CSS. */
export const geometry: ReadonlySet<string> = new Set([
  'cx',
  'cy',
  'd',
  'height',
  'r',
  'rx',
  'ry',
  'width',
  'x',
  'y',
])
const cssOnly = ['background', 'background-color', 'marker', 'transform-box', 'translate', 'rotate', 'scale']

const attributes: ReadonlySet<string> = new Set(presentation)
const properties: ReadonlySet<string> = new Set([...presentation, ...geometry, ...cssOnly])

/** Whether an attribute says what a property of that name would. */
export function isAttribute(name: string): boolean {
  return attributes.has(name)
}

/** Whether a CSS property is understood; custom ones are. */
export function isProperty(name: string): boolean {
  return properties.has(name) || name.startsWith('--')
}

/** Attributes that would change what is drawn, and are not understood. */
const effective: ReadonlySet<string> = new Set([
  'clip',
  'filter',
  'mask-image',
  'offset-path',
  'perspective',
  'stroke-alignment',
  'stroke-location',
  'zoom',
])
/** CSS that moves no line of a shape. */
const quiet =
  /^(?:-(?!webkit-(?:transform|mask|clip-path|filter|text-stroke)).*|(?:font|text|letter|word|line|white-space|writing|glyph|kerning|baseline|dominant|alignment|direction|unicode|hyphen|hanging|tab|stop|flood|lighting|solid|color|shape|image|pointer|cursor|stroke-line(?:cap|join)|stroke-miterlimit|paint|enable-background|isolation|mix-blend|background|will-change|user-select|touch|outline|transition|border|margin|padding|box|content|position|top|left|right|bottom|z-index|float|max|min|list|object|orphans|widows|page|break|src|vertical|backface|appearance|accent|caret|scroll|resize|speak|quotes|counter|flex|grid|align|justify|order|gap|inline|block|size|fill-color|transform-style)(?:-.*)?)$/
const without = /^(?:none|normal|auto|initial|unset|inherit|revert|revert-layer|0|0s|1|)$/i

/** Whether something that is not understood would change what is drawn. */
export function hasEffect(name: string, value: string, from: 'attribute' | 'css'): boolean {
  const isHeard = from === 'attribute' ? effective.has(name) : !quiet.test(name)
  return isHeard && !without.test(value.trim())
}
