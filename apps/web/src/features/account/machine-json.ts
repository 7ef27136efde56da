import { ownDeviceSchema } from '@plotline/services/contract'
import type { Device } from '@plotline/strokes'
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { plainMessage } from './plain-message.ts'

/** Something wrong with a machine as text, and the line it is on, from 1. */
export type TextProblem = { readonly line: number; readonly message: string }
type ReadText = { device: Device; problems?: never } | { device?: never; problems: TextProblem[] }

const mostProblems = 8

/** The file a machine is kept in: what `--device-file` of the command line takes as well. */
export const textOf = (device: Device): string => `${JSON.stringify(device, null, 2)}\n`

/** Reads a machine from JSON, or says line by line what is wrong with it. */
export function readDeviceText(text: string): ReadText {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  if (errors.length > 0 || !tree) return { problems: syntaxProblems(text, errors) }
  const parsed = ownDeviceSchema.safeParse(JSON.parse(text), { reportInput: true })
  if (parsed.success) return { device: parsed.data }
  const problems = parsed.error.issues.flatMap((issue) => {
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({
      line: lineAt(text, nodeAt(tree, path).offset),
      message: [path.join('.'), plainMessage(issue)].filter(Boolean).join(': '),
    }))
  })
  return { problems: problems.toSorted((a, b) => a.line - b.line).slice(0, mostProblems) }
}

/** One problem a line: what follows the first is mostly its echo. */
function syntaxProblems(text: string, errors: readonly ParseError[]): TextProblem[] {
  const byLine = new Map<number, string>()
  for (const { offset, error } of errors) {
    const line = lineAt(text, offset)
    // "CommaExpected" -> "comma expected"
    const words = printParseErrorCode(error)
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
    if (!byLine.has(line)) byLine.set(line, `this is not JSON: ${words}`)
  }
  if (byLine.size === 0) byLine.set(1, 'this is not JSON: value expected')
  return [...byLine].slice(0, mostProblems).map(([line, message]) => ({ line, message }))
}

/** What lies at a path, or the innermost part around it that is there. */
function nodeAt(tree: Node, path: readonly PropertyKey[]): Node {
  const keys = path.map((key) => (typeof key === 'number' ? key : String(key)))
  for (let length = keys.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, keys.slice(0, length))
    if (node) return node
  }
  return tree
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
