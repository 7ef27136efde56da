import type { XmlElement } from '../xml/xml.ts'
import { isForUs, type Rule, readDeclarations, readStyleSheet } from './css.ts'
import { hasEffect, isAttribute, isProperty } from './properties.ts'
import { type CompiledSelector, compileSelectors, type Family, keysOf } from './selectors.ts'

/** What is declared for an element: a value to a property. */
export type Declared = ReadonlyMap<string, string>

/** This many declarations are a look at an element; fewer come with the rule. */
const declarationsPerLook = 10
/** Variables have any number of names, all of which are kept. */
const looksPerVariable = 4

type Leave = (what: string) => void
type Placed = { readonly selector: CompiledSelector; readonly rule: Rule; readonly order: number }

/**
 * Answers what is declared for an element of a tree once all sources are weighed (CSS Cascade 4): attributes, style sheets by
 * specificity and order, the `style` attribute, then what is important in the same order. Each element is weighed once,
 * and `leave` told of what it asks that is not understood.
 */
export function createCascade(
  root: XmlElement,
  { family, leave }: { family: Family; leave: Leave },
): (element: XmlElement) => Declared {
  const rules = new Map<string, Placed[]>()
  let order = 0
  for (const rule of sheetsIn(root, leave).flatMap((css) => readStyleSheet(css, leave))) {
    const selectors = compileSelectors(rule.selectors)
    if (!selectors) leave(`CSS for “${rule.selectors.slice(0, 60)}”`)
    for (const selector of selectors ?? []) {
      const placed = { selector, rule, order: order++ }
      const others = rules.get(selector.key)
      if (others) others.push(placed)
      else rules.set(selector.key, [placed])
    }
  }
  const inline = new Map<string, ReturnType<typeof readDeclarations>>()
  const inlineOf = (text: string) => {
    let found = inline.get(text)
    if (!found) {
      found = readDeclarations(text, leave)
      if (inline.size < 10_000) inline.set(text, found)
    }
    return found
  }
  const weigh = (element: XmlElement): Declared => {
    const found = new Map<string, string>()
    for (const [name, value] of element.attributes) {
      if (isAttribute(name)) found.set(name, value)
      else if (hasEffect(name, value, 'attribute')) leave(name)
    }
    const important = new Map<string, string>()
    const declare = (declarations: Rule['declarations']) => {
      family.look(Math.floor(declarations.length / declarationsPerLook))
      for (const one of declarations) {
        if (one.property.startsWith('--')) family.look(looksPerVariable)
        if (isProperty(one.property)) (one.important ? important : found).set(one.property, one.value)
        else if (hasEffect(one.property, one.value, 'css')) leave(one.property)
      }
    }
    if (rules.size > 0) for (const { rule } of rulesFor(element, rules, family)) declare(rule.declarations)
    const style = element.attributes.get('style')
    if (style) declare(inlineOf(style))
    for (const [property, value] of important) found.set(property, value)
    return found
  }
  const known = new WeakMap<XmlElement, Declared>()
  return (element) => {
    let declared = known.get(element)
    if (!declared) {
      declared = weigh(element)
      known.set(element, declared)
    }
    return declared
  }
}

function sheetsIn(element: XmlElement, leave: Leave): string[] {
  if (element.name !== 'style') return element.children.flatMap((child) => sheetsIn(child, leave))
  if (isForUs(element.attributes.get('media'))) return [element.text]
  leave('style sheet for other media')
  return []
}

/** The rules that match, the one that wins last. */
function rulesFor(
  element: XmlElement,
  rules: ReadonlyMap<string, readonly Placed[]>,
  family: Family,
): Placed[] {
  const found: Placed[] = []
  for (const key of keysOf(element)) {
    const tried = rules.get(key) ?? []
    family.look(tried.length)
    for (const placed of tried) {
      if (placed.selector.matches(element, family)) found.push(placed)
    }
  }
  return found.length > 1
    ? found.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order)
    : found
}
