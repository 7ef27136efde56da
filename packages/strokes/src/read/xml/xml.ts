import { DrawingError } from '../../geometry/drawing-error.ts'
import { createBudget, limits } from '../limits.ts'
import { expandEntities } from './doctype.ts'
import { elementName, enterScope, outermost, renameAttributes, type Scope } from './namespaces.ts'

/**
 * An element with its attributes. Elements of SVG go by their local name, others have a colon in it; attributes of XLink
 * and Inkscape go by those prefixes, others by what the file wrote. `text` is the character data directly in it.
 */
export type XmlElement = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])
/** An element that is not closed yet: its name as written, and what prefixes mean in it. */
type Open = { readonly name: string; readonly element: XmlElement; readonly scope: Scope }
const namePattern = /[^\s/>=<"'&]+/y
const attributePattern = /\s+([^\s/>=<"'&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

/**
 * Reads XML 1.0 with namespaces into a tree, as much of it as drawings use. Entities that the file declares are taken
 * within bounds, and nothing is fetched. `leave` is told what has no effect here. Throws `bad_drawing` or `too_large`.
 */
export function readXml(source: string, leave: (what: string) => void = () => {}): XmlElement {
  if (source.length > limits.characters) {
    throw new DrawingError('too_large', `The SVG has more than ${limits.characters} characters.`)
  }
  const text = expandEntities(source, leave)
  const count = createBudget(limits.elements, 'elements')
  const stack: Open[] = []
  let root: XmlElement | null = null
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0

  while (at < text.length) {
    const open = text.indexOf('<', at)
    const end = open < 0 ? text.length : open
    const top = stack.at(-1)?.element
    if (top) top.text += decodeEntities(text.slice(at, end))
    else if (text.slice(at, end).trim() !== '') throw broken('text outside the root element')
    if (open < 0) break
    const skipped = skipMarkup(text, open)
    if (skipped !== null) {
      if (top && text.startsWith('<![CDATA[', open)) top.text += text.slice(open + 9, skipped - 3)
      if (text.startsWith('<?xml-stylesheet', open)) leave('style sheet outside the file')
      at = skipped
    } else if (text[open + 1] === '/') {
      at = closeElement(text, open, stack)
    } else {
      const { name, element, scope, next, empty } = openElement(text, open, stack.at(-1)?.scope ?? outermost)
      count(1)
      if (top) top.children.push(element)
      else if (root) throw broken('a second root element')
      else root = element
      if (!empty && stack.push({ name, element, scope }) > limits.depth) {
        throw new DrawingError('too_large', `The SVG is nested more than ${limits.depth} deep.`)
      }
      at = next
    }
  }
  const unclosed = stack.at(-1)
  if (unclosed) throw broken(`<${unclosed.name.slice(0, 40)}> is never closed`)
  if (!root) throw broken('there is no element in it')
  return root
}

/** Where a comment, processing instruction, CDATA section or document type ends; `null` for an element. */
function skipMarkup(text: string, at: number): number | null {
  const second = text.charCodeAt(at + 1)
  if (second !== 33 && second !== 63) return null
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) return after(text, ']]>', at + 9)
  if (text.startsWith('<?', at)) return after(text, '?>', at + 2)
  return after(text, '>', at)
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  if (found < 0) throw broken(`no ${mark} before the end`)
  return found + mark.length
}

function openElement(text: string, at: number, outer: Scope): Open & { next: number; empty: boolean } {
  namePattern.lastIndex = at + 1
  const name = namePattern.exec(text)?.[0]
  if (!name) throw broken('a < that begins nothing')
  const attributes = new Map<string, string>()
  let declares = false
  attributePattern.lastIndex = at + 1 + name.length
  let next = attributePattern.lastIndex
  for (let match = attributePattern.exec(text); match; match = attributePattern.exec(text)) {
    attributes.set(match[1], decodeEntities(match[2] ?? match[3] ?? ''))
    declares ||= match[1].startsWith('xmlns')
    next = attributePattern.lastIndex
  }
  while (next < text.length && text.charCodeAt(next) <= 32) next++
  const empty = text[next] === '/'
  if (text[empty ? next + 1 : next] !== '>') throw broken(`<${name.slice(0, 40)}> is not well-formed`)
  const scope = declares ? enterScope(name, attributes, outer) : outer
  const element = {
    name: elementName(name, scope),
    attributes: renameAttributes(attributes, scope),
    children: [],
    text: '',
  }
  return { name, element, scope, next: next + (empty ? 2 : 1), empty }
}

function closeElement(text: string, at: number, stack: Open[]): number {
  const end = after(text, '>', at)
  const name = text.slice(at + 2, end - 1).trim()
  const open = stack.pop()
  if (open?.name !== name) throw broken(`</${name.slice(0, 40)}> closes nothing`)
  return end
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return predefined.get(name) ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}

function broken(why: string): DrawingError {
  return new DrawingError('bad_drawing', `The SVG is broken: ${why}.`)
}
