import { parseAst } from 'vitest/node'

/** One small fault: the text between two offsets of a source, replaced. */
export type Mutant = {
  readonly start: number
  readonly end: number
  readonly text: string
}

type Node = { readonly type: string; readonly start: number; readonly end: number } & Record<string, unknown>

/** What a sign is taken for. Bounds are moved by one and turned round. */
const others: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '++': ['--'],
  '--': ['++'],
}

/**
 * Every small fault that one could make in a TypeScript source, in the order of the source: another sign, a condition that always or
 * never holds, the other boolean, a value without its minus or its not, nothing returned. Types are left alone.
 */
export function mutantsOf(source: string): Mutant[] {
  const found: Mutant[] = []
  visit(parseAst(source, { lang: 'ts' }) as unknown as Node, source, found)
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
}

function visit(node: Node, source: string, found: Mutant[]): void {
  if (node.type.startsWith('TS')) {
    // A cast holds a value; any other node of this kind is a type.
    if (isNode(node.expression)) visit(node.expression, source, found)
    return
  }
  found.push(...faultsAt(node, source))
  for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, source, found)
}

function faultsAt(node: Node, source: string): Mutant[] {
  const { left, right, argument, test, operator } = node
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return isNode(left) && isNode(right) ? otherSigns(String(operator), left.end, right.start, source) : []
    case 'UpdateExpression':
      return otherSigns(String(operator), node.start, node.end, source)
    case 'UnaryExpression':
      return isNode(argument) && (operator === '-' || operator === '!')
        ? [{ start: node.start, end: argument.start, text: '' }]
        : []
    case 'IfStatement':
    case 'ConditionalExpression':
      return isNode(test) ? ['true', 'false'].map((text) => ({ start: test.start, end: test.end, text })) : []
    case 'Literal':
      return typeof node.value === 'boolean'
        ? [{ start: node.start, end: node.end, text: String(!node.value) }]
        : []
    case 'ReturnStatement':
      return isNode(argument) ? [{ start: argument.start, end: argument.end, text: 'undefined' }] : []
    default:
      return []
  }
}

function otherSigns(sign: string, from: number, to: number, source: string): Mutant[] {
  const start = source.indexOf(sign, from)
  if (start < 0 || start >= to) return []
  return (others[sign] ?? []).map((text) => ({ start, end: start + sign.length, text }))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
