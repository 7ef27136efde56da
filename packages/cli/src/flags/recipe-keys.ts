import { type Parameter, recipeParameters } from '@plotline/vectorizer'
import { UsageError } from '../errors.ts'

/** Every value of a recipe by its dotted key, such as `knobs.detail`. */
const leaves: ReadonlyMap<string, Parameter> = new Map(leavesOf({ properties: recipeParameters() }, []))
export const recipeKeys: readonly string[] = [...leaves.keys()].filter((key) => key !== 'version')

function leavesOf(schema: Parameter, path: readonly string[]): [string, Parameter][] {
  if (!schema.properties) return [[path.join('.'), schema]]
  return Object.entries(schema.properties).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
}

/**
 * Reads one `key=value`. A key may leave out its group where only one group has it. Values are read as the recipe
 * wants them: `15,105` is a list of numbers, JSON is JSON.
 */
export function readSetting(text: string): { path: string[]; value: unknown } {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`--set ${text}: expected key=value, such as knobs.detail=0.7`)
  const key = fullKey(text.slice(0, at).trim())
  return { path: key.split('.'), value: readValue(key, text.slice(at + 1).trim()) }
}

function fullKey(key: string): string {
  if (leaves.has(key)) return key
  const matches = keysNamed(key)
  if (matches.length === 1 && matches[0]) return matches[0]
  // Where the group is wrong, the name may be right.
  const alike = matches.length > 0 ? matches : keysNamed(key.slice(key.lastIndexOf('.') + 1))
  const choices = alike.length > 0 ? `is it ${alike.join(' or ')}?` : `known are ${recipeKeys.join(', ')}`
  throw new UsageError(`--set ${key}: there is no such key; ${choices}`)
}

function keysNamed(name: string): string[] {
  return recipeKeys.filter((known) => known === name || known.endsWith(`.${name}`))
}

function readValue(key: string, text: string): unknown {
  const schema = leaves.get(key)
  if (/^[[{]/.test(text)) return readJsonValue(key, text)
  if (schema?.type === 'array')
    return text.split(',').map((item) => readScalar(schema.items?.type, item.trim()))
  return readScalar(schema?.type, text)
}

function readScalar(type: string | undefined, text: string): unknown {
  if ((type === 'number' || type === 'integer') && text !== '' && Number.isFinite(Number(text)))
    return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function readJsonValue(key: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`--set ${key}: the value is not JSON`, { cause })
  }
}
