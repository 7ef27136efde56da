import { DrawingError } from '../../geometry/drawing-error.ts'
import { createBudget, limits } from '../limits.ts'

const prolog = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y
const beforeSubset = /<!DOCTYPE\b(?:"[^"]*"|'[^']*'|[^"'[>])*\[/y
const part = /\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!(\w+)\s((?:"[^"]*"|'[^']*'|[^"'>])*)>/y
const entity = /^\s*([^\s%"']+)\s+(?:"([^"]*)"|'([^']*)')\s*$/
const reference = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|&([^\s&;#<"']+);/g

/**
 * The text without its document type, the entities that this declares put in their places (XML 1.0, 4.4), as Illustrator
 * writes them. What they add up to is bounded. Throws `bad_drawing` for entities from outside, which are never fetched,
 * and `too_large`. `leave` is told of declarations that would give attributes a value.
 */
export function expandEntities(text: string, leave: (what: string) => void): string {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  for (prolog.lastIndex = start; prolog.test(text); prolog.lastIndex = start) start = prolog.lastIndex
  if (!text.startsWith('<!DOCTYPE', start)) return text
  const type = text.slice(start, start + limits.doctypeCharacters)
  beforeSubset.lastIndex = 0
  if (!beforeSubset.test(type)) return text
  const { declared, end } = readSubset(type, beforeSubset.lastIndex, leave)
  const rest = text.slice(start + end)
  return text.slice(0, start) + (declared.size === 0 ? rest : replaceReferences(rest, declared))
}

/** The declared entities as written, and where the document type ends. */
function readSubset(text: string, start: number, leave: (what: string) => void) {
  const declared = new Map<string, string>()
  part.lastIndex = start
  let end = start
  for (let match = part.exec(text); match; match = part.exec(text)) {
    end = part.lastIndex
    const [, kind, body] = match
    if (kind === 'ATTLIST' && /["']/.test(body)) leave('default value of an attribute')
    if (kind !== 'ENTITY') continue
    const [, name, double, single] = body.match(entity) ?? []
    if (name === undefined)
      throw new DrawingError('bad_drawing', 'The SVG declares entities from outside, which are not taken.')
    if (!declared.has(name)) declared.set(name, double ?? single)
  }
  const close = /\]\s*>/y
  close.lastIndex = end
  if (!close.test(text))
    throw new DrawingError('bad_drawing', 'The SVG is broken: its document type is not closed.')
  return { declared, end: close.lastIndex }
}

function replaceReferences(text: string, declared: ReadonlyMap<string, string>): string {
  const spend = createBudget(limits.entityCharacters, 'characters by way of its entities')
  const spendReferences = createBudget(limits.entities, 'references to its entities')
  const whole = new Map<string, string>()
  const open = new Set<string>()
  const put = (match: string, name: string | undefined): string => {
    const value = name === undefined ? undefined : declared.get(name)
    if (name === undefined || value === undefined) return match
    spendReferences(1)
    let made = whole.get(name)
    if (made === undefined) {
      if (open.has(name))
        throw new DrawingError(
          'bad_drawing',
          `The SVG is broken: its entity ${name.slice(0, 40)} holds itself.`,
        )
      if (open.size >= limits.useDepth)
        throw new DrawingError(
          'too_large',
          `The SVG's entities are nested more than ${limits.useDepth} deep.`,
        )
      open.add(name)
      made = value.replace(reference, put)
      open.delete(name)
      whole.set(name, made)
    }
    spend(made.length)
    return made
  }
  return text.replace(reference, put)
}
