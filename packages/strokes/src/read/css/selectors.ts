import { AttributeAction, parse, type Selector, SelectorType } from 'css-what'
import type { XmlElement } from '../xml/xml.ts'

/** Where an element stands among the children of its parent, and among those of its name. */
export type Standing = {
  readonly at: number
  readonly count: number
  readonly atOfType: number
  readonly countOfType: number
}

/** What a selector may ask about where an element stands. */
export type Family = {
  parentOf(element: XmlElement): XmlElement | null
  standingOf(element: XmlElement): Standing
  /** Counts the elements that selectors look at. Throws `too_large`. */
  look(count: number): void
}

export type CompiledSelector = {
  /** Ids, classes and attributes, elements, each counted (Selectors 4, 17). */
  readonly specificity: number
  /** An `#id`, `.class` or element name that all it matches has; '' where none is known. */
  readonly key: string
  matches(element: XmlElement, family: Family): boolean
}

const tokensSeen = 64

/** Compiles a list of selectors; `null` for one that is broken or that asks what is not understood. */
export function compileSelectors(text: string): CompiledSelector[] | null {
  try {
    const all = parse(text)
    if (!all.every(isKnown)) return null
    return all.map((tokens) => ({
      specificity: specificityOf(tokens),
      key: keyOf(tokens),
      matches: (element, family) => matches(tokens, tokens.length - 1, element, family),
    }))
  } catch {
    return null
  }
}

/** The keys under which rules for an element may be found. */
export function keysOf({ name, attributes }: XmlElement): string[] {
  const keys = ['', name]
  const id = attributes.get('id')
  if (id) keys.push(`#${id}`)
  for (const one of classesOf(attributes)) keys.push(`.${one}`)
  return keys
}

function classesOf(attributes: ReadonlyMap<string, string>): string[] {
  const text = attributes.get('class')
  return text ? text.split(/\s+/).filter((one) => one !== '') : []
}

const structural: Readonly<Record<string, (at: number, count: number, formula: string) => boolean>> = {
  'first-child': (at) => at === 0,
  'last-child': (at, count) => at === count - 1,
  'only-child': (_, count) => count === 1,
  'nth-child': (at, _, formula) => isNth(at + 1, formula),
  'nth-last-child': (at, count, formula) => isNth(count - at, formula),
  'first-of-type': (at) => at === 0,
  'last-of-type': (at, count) => at === count - 1,
  'only-of-type': (_, count) => count === 1,
  'nth-of-type': (at, _, formula) => isNth(at + 1, formula),
  'nth-last-of-type': (at, count, formula) => isNth(count - at, formula),
}
const lists = new Set(['not', 'is', 'where', 'matches', 'any'])
/** States that nothing on paper is in. */
const states = new Set([
  'hover',
  'active',
  'focus',
  'focus-within',
  'focus-visible',
  'visited',
  'target',
  'checked',
])

function isKnown(tokens: readonly Selector[]): boolean {
  if (tokens.length > tokensSeen) return false
  return tokens.every((token) => {
    switch (token.type) {
      case SelectorType.PseudoElement:
      case SelectorType.ColumnCombinator:
      case SelectorType.Parent:
        return false
      case SelectorType.Pseudo:
        if (lists.has(token.name)) return Array.isArray(token.data) && token.data.every(isKnown)
        if (states.has(token.name) || ['root', 'empty'].includes(token.name)) return true
        if (!Object.hasOwn(structural, token.name)) return false
        return (
          !token.name.includes('nth-') || (typeof token.data === 'string' && readNth(token.data) !== null)
        )
      default:
        return true
    }
  })
}

function specificityOf(tokens: readonly Selector[]): number {
  let sum = 0
  for (const token of tokens) {
    if (token.type === SelectorType.Tag) sum += 1
    else if (token.type === SelectorType.Attribute)
      sum += token.name === 'id' && token.ignoreCase === 'quirks' ? 1e6 : 1e3
    else if (token.type === SelectorType.Pseudo) {
      if (Array.isArray(token.data))
        sum += token.name === 'where' ? 0 : Math.max(0, ...token.data.map(specificityOf))
      else sum += 1e3
    }
  }
  return sum
}

function keyOf(tokens: readonly Selector[]): string {
  let key = ''
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at]
    if (isCombinator(token)) break
    if (token.type === SelectorType.Tag) key ||= token.name
    if (token.type !== SelectorType.Attribute) continue
    if (token.name === 'id' && token.action === AttributeAction.Equals) return `#${token.value}`
    if (token.name === 'class' && token.action === AttributeAction.Element) key = `.${token.value}`
  }
  return key
}

function isCombinator({ type }: Selector): boolean {
  return (
    type === SelectorType.Child ||
    type === SelectorType.Descendant ||
    type === SelectorType.Adjacent ||
    type === SelectorType.Sibling
  )
}

/** Whether an element is what the selector up to token number `last` asks for; read from the right. */
function matches(tokens: readonly Selector[], last: number, element: XmlElement, family: Family): boolean {
  let at = last
  for (; at >= 0 && !isCombinator(tokens[at]); at--) {
    if (!isSuch(tokens[at], element, family)) return false
  }
  if (at < 0) return true
  const before = (one: XmlElement) => matches(tokens, at - 1, one, family)
  const parent = family.parentOf(element)
  switch (tokens[at].type) {
    case SelectorType.Child:
      return parent !== null && before(parent)
    case SelectorType.Descendant:
      for (let one = parent; one; one = family.parentOf(one)) {
        family.look(1)
        if (before(one)) return true
      }
      return false
    default: {
      const siblings = parent?.children ?? []
      const { at: own } = family.standingOf(element)
      const first = tokens[at].type === SelectorType.Adjacent ? Math.max(0, own - 1) : 0
      for (let i = own - 1; i >= first; i--) {
        family.look(1)
        if (before(siblings[i])) return true
      }
      return false
    }
  }
}

function isSuch(token: Selector, element: XmlElement, family: Family): boolean {
  switch (token.type) {
    case SelectorType.Tag:
      return token.name === element.name
    case SelectorType.Universal:
      return true
    case SelectorType.Attribute:
      return hasAttribute(
        token.action,
        token.value,
        element.attributes.get(token.name),
        token.ignoreCase === true,
      )
    case SelectorType.Pseudo:
      return isPseudo(token.name, token.data, element, family)
    default:
      return false
  }
}

function hasAttribute(
  action: AttributeAction,
  wanted: string,
  found: string | undefined,
  anyCase: boolean,
): boolean {
  if (action === AttributeAction.Not) return found !== wanted
  if (found === undefined) return false
  const [value, own] = anyCase ? [wanted.toLowerCase(), found.toLowerCase()] : [wanted, found]
  switch (action) {
    case AttributeAction.Exists:
      return true
    case AttributeAction.Equals:
      return own === value
    case AttributeAction.Element:
      return value !== '' && own.split(/\s+/).includes(value)
    case AttributeAction.Hyphen:
      return own === value || own.startsWith(`${value}-`)
    case AttributeAction.Start:
      return value !== '' && own.startsWith(value)
    case AttributeAction.End:
      return value !== '' && own.endsWith(value)
    default:
      return value !== '' && own.includes(value)
  }
}

function isPseudo(name: string, data: unknown, element: XmlElement, family: Family): boolean {
  if (lists.has(name)) {
    const any = (data as Selector[][]).some((tokens) => matches(tokens, tokens.length - 1, element, family))
    return name === 'not' ? !any : any
  }
  if (name === 'root') return family.parentOf(element) === null
  if (name === 'empty') return element.children.length === 0 && element.text === ''
  if (states.has(name)) return false
  const { at, count, atOfType, countOfType } = family.standingOf(element)
  const formula = typeof data === 'string' ? data : ''
  return name.endsWith('of-type')
    ? structural[name](atOfType, countOfType, formula)
    : structural[name](at, count, formula)
}

/** `an + b` (CSS Syntax 3, 6); `null` for what is none. */
function readNth(text: string): { a: number; b: number } | null {
  const formula = text.toLowerCase().replace(/\s+/g, '')
  if (formula === 'odd') return { a: 2, b: 1 }
  if (formula === 'even') return { a: 2, b: 0 }
  const match = formula.match(/^(?:([-+]?\d*)n)?([-+]?\d+)?$/)
  if (!match || formula === '') return null
  const [, step, from] = match
  const a = step === undefined ? 0 : /\d/.test(step) ? Number(step) : step === '-' ? -1 : 1
  return { a, b: Number(from ?? 0) }
}

function isNth(at: number, text: string): boolean {
  const { a, b } = readNth(text) ?? { a: 0, b: 0 }
  if (a === 0) return at === b
  return (at - b) % a === 0 && (at - b) / a >= 0
}
