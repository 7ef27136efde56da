import { type CSSToken, TokenType, tokenize } from '@csstools/css-tokenizer'

export type Declaration = {
  readonly property: string
  readonly value: string
  readonly important: boolean
}

/** A rule as written: its selectors, and what it declares. */
export type Rule = { readonly selectors: string; readonly declarations: readonly Declaration[] }

type Leave = (what: string) => void

const opening: ReadonlySet<string> = new Set([
  TokenType.OpenCurly,
  TokenType.OpenParen,
  TokenType.OpenSquare,
  TokenType.Function,
])
const closing: ReadonlySet<string> = new Set([
  TokenType.CloseCurly,
  TokenType.CloseParen,
  TokenType.CloseSquare,
])
/** At-rules that say nothing about what a pen draws: animations begin by a property, which is named. */
const quiet =
  /^(?:charset|namespace|font-face|font-feature-values|counter-style|page|keyframes|-\w+-keyframes)$/
const mostDepth = 20
const ownMedia = /^\s*(?:(?:only\s+)?(?:all|screen)\s*)?$/i

/** Reads a style sheet (CSS Syntax 3): its rules in order, those for screens with them. `leave` is told of other at-rules. */
export function readStyleSheet(css: string, leave: Leave): Rule[] {
  const rules: Rule[] = []
  gatherRules(withoutComments(css), { rules, depth: 0, leave })
  return rules
}

/** Whether a list of media has that of a drawing in it: screens, or all there are. */
export function isForUs(media = ''): boolean {
  return media.split(',').some((one) => ownMedia.test(one))
}

/** Reads the value of a `style` attribute. */
export function readDeclarations(text: string, leave: Leave): readonly Declaration[] {
  // Most are plain, and many.
  return /["'\\/{}()[\]!]/.test(text) ? declarationsIn(withoutComments(text), leave) : plainDeclarations(text)
}

function plainDeclarations(text: string): Declaration[] {
  return text.split(';').flatMap((part) => {
    const colon = part.indexOf(':')
    if (colon < 0) return []
    const property = propertyName(part.slice(0, colon).trim())
    return [{ property, value: part.slice(colon + 1).trim(), important: false }]
  })
}

function withoutComments(css: string): CSSToken[] {
  const isShown = ([type]: CSSToken) =>
    type !== TokenType.Comment && type !== TokenType.CDO && type !== TokenType.CDC && type !== TokenType.EOF
  return tokenize({ css }).filter(isShown)
}

type Gathering = { readonly rules: Rule[]; readonly depth: number; readonly leave: Leave }

function gatherRules(tokens: readonly CSSToken[], gathering: Gathering): void {
  const { rules, leave } = gathering
  let at = 0
  while (at < tokens.length) {
    if (tokens[at][0] === TokenType.Whitespace) {
      at++
      continue
    }
    const isAtRule = tokens[at][0] === TokenType.AtKeyword
    const open = findAtTop(
      tokens,
      at,
      isAtRule ? [TokenType.OpenCurly, TokenType.Semicolon] : [TokenType.OpenCurly],
    )
    const prelude = tokens.slice(at, open)
    const hasBlock = tokens[open]?.[0] === TokenType.OpenCurly
    const close = hasBlock ? findClose(tokens, open) : open
    const block = tokens.slice(open + 1, close)
    if (isAtRule) gatherAtRule(prelude, hasBlock ? block : null, gathering)
    else if (hasBlock) {
      rules.push({ selectors: textOf(prelude).trim(), declarations: declarationsIn(block, leave) })
    } else if (textOf(prelude).trim() !== '') leave('CSS without a block')
    at = close + 1
  }
}

function gatherAtRule(
  prelude: readonly CSSToken[],
  block: readonly CSSToken[] | null,
  { rules, depth, leave }: Gathering,
): void {
  const name = prelude[0][1].slice(1).toLowerCase()
  if (quiet.test(name)) return
  const isOpened = name === 'media' && block !== null && isForUs(textOf(prelude.slice(1)))
  if (isOpened && depth < mostDepth) gatherRules(block, { rules, depth: depth + 1, leave })
  else leave(isOpened ? `CSS @${name} nested more than ${mostDepth} deep` : `CSS @${name}`)
}

function declarationsIn(tokens: readonly CSSToken[], leave: Leave): Declaration[] {
  const declarations: Declaration[] = []
  let at = 0
  while (at < tokens.length) {
    const end = findAtTop(tokens, at, [TokenType.Semicolon])
    const part = trimmed(tokens.slice(at, end))
    at = end + 1
    if (part.length === 0) continue
    const colon = part.findIndex(([type]) => type === TokenType.Colon)
    const isDeclaration =
      part[0][0] === TokenType.Ident && trimmed(part.slice(1, colon)).length === 0 && colon > 0
    const property = propertyName(wordOf(part[0]))
    if (
      !isDeclaration ||
      (!property.startsWith('--') && part.some(([type]) => type === TokenType.OpenCurly))
    ) {
      leave('CSS that is no declaration')
      continue
    }
    const value = trimmed(part.slice(colon + 1))
    const [mark, word] = value.filter(([type]) => type !== TokenType.Whitespace).slice(-2)
    const important = mark?.[1] === '!' && word !== undefined && word[1].toLowerCase() === 'important'
    const end2 = important ? value.lastIndexOf(mark) : value.length
    declarations.push({ property, value: textOf(value.slice(0, end2)).trim(), important })
  }
  return declarations
}

/** Properties are written in any case, custom ones are not. */
function propertyName(name: string): string {
  return name.startsWith('--') ? name : name.toLowerCase()
}

function wordOf(token: CSSToken): string {
  const data = token[4]
  return data && 'value' in data && typeof data.value === 'string' ? data.value : token[1]
}

/** Escapes in words are read; strings and addresses stay as they are. */
function textOf(tokens: readonly CSSToken[]): string {
  return tokens.map((token) => (token[0] === TokenType.Ident ? wordOf(token) : token[1])).join('')
}

function trimmed(tokens: readonly CSSToken[]): readonly CSSToken[] {
  const isInk = ([type]: CSSToken) => type !== TokenType.Whitespace
  return tokens.slice(Math.max(0, tokens.findIndex(isInk)), tokens.findLastIndex(isInk) + 1)
}

/** The first token of one of these types outside of brackets; the end where there is none. */
function findAtTop(tokens: readonly CSSToken[], from: number, types: readonly TokenType[]): number {
  let depth = 0
  for (let at = from; at < tokens.length; at++) {
    const [type] = tokens[at]
    if (depth === 0 && types.includes(type)) return at
    if (opening.has(type)) depth++
    else if (closing.has(type)) depth = Math.max(0, depth - 1)
  }
  return tokens.length
}

function findClose(tokens: readonly CSSToken[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    const [type] = tokens[at]
    if (opening.has(type)) depth++
    else if (closing.has(type) && --depth === 0) return at
  }
  return tokens.length
}
