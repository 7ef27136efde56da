import { z } from 'zod'

type JsonSchema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  propertyNames?: JsonSchema
  format?: string
  pattern?: string
  minLength?: number
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  $ref?: string
  $defs?: Record<string, JsonSchema>
}
export type Step = string | number

/** What was sent by somebody who wanted to see a 500: each has broken a server somewhere. */
export const nastyTexts: readonly string[] = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff tail',
  '\u202e\u200b\ufeff',
  '%00',
  '%E0%A4%A',
  '../../../etc/passwd',
  "'; drop table users; --",
  '{{7*7}}',
  '<script>alert(1)</script>',
  'line\r\nSet-Cookie: a=b',
  '\u{1f600}'.repeat(300),
  'é'.repeat(255),
  'x'.repeat(7_000),
  '-1',
  'NaN',
  '1e999',
  '__proto__',
]
const nastyThings: readonly unknown[] = [
  null,
  true,
  -1,
  0.1,
  1e308,
  2 ** 31,
  [],
  {},
  Array.from({ length: 500 }, () => 'x'),
]

/** A value that the schema takes, with every property filled in, so that each can be made nasty. */
export function sampleOf(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return sample(json, json.$defs ?? {}, 0)
}

/**
 * The sample with one thing in it changed to a nasty value, and one nasty thing more in every object. What lies near the
 * top meets all of them; what lies deeper, of which there is more, five each by turns.
 */
export function* nastyVariants(whole: unknown): Generator<{ where: string; value: unknown }> {
  const everything = [...nastyTexts, ...nastyThings]
  for (const nasty of everything) {
    yield { where: `body = ${shown(nasty)}`, value: nasty }
  }
  let turn = 0
  for (const path of pathsIn(whole)) {
    const isNear = path.length <= 2
    const some = isNear ? everything : Array.from({ length: 5 }, () => everything[turn++ % everything.length])
    for (const nasty of some) {
      yield { where: `${path.join('.')} = ${shown(nasty)}`, value: changed(whole, path, nasty) }
    }
    if (!isNear || !isObject(at(whole, path))) continue
    for (const key of ['\u0000', '__proto__', 'constructor', 'x'.repeat(7_000)]) {
      const more = JSON.parse(`{${JSON.stringify(key)}: {"name": "\\u0000"}}`)
      const value = { ...(at(whole, path) as object), ...more }
      yield { where: `${path.join('.')} with ${shown(key)}`, value: changed(whole, path, value) }
    }
  }
}

function* pathsIn(value: unknown, path: readonly Step[] = []): Generator<readonly Step[]> {
  if (typeof value !== 'object' || value === null) return
  const steps: Step[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  for (const step of steps.slice(0, 60)) {
    yield [...path, step]
    yield* pathsIn(at(value, [step]), [...path, step])
  }
}

function at(value: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<Step, unknown>)[step], value)
}

function changed(value: unknown, [step, ...rest]: readonly Step[], to: unknown): unknown {
  if (step === undefined) return to
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? changed(item, rest, to) : item))
  return { ...(value as object), [step]: changed(at(value, [step]), rest, to) }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One value for a node of JSON Schema. */
function sample(schema: JsonSchema, defs: Record<string, JsonSchema>, depth: number): unknown {
  if (depth > 12) return null
  const inner = (one: JsonSchema) => sample(one, defs, depth + 1)
  if (schema.$ref) return inner(defs[schema.$ref.replace('#/$defs/', '')] ?? {})
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return inner(choice)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner))
  switch (schema.type) {
    case 'object': {
      const own = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, inner(one)])
      const more = typeof schema.additionalProperties === 'object' && own.length === 0
      const values = Object.fromEntries(own)
      return more ? { some: inner(schema.additionalProperties as JsonSchema) } : values
    }
    case 'array':
      return schema.items ? [inner(schema.items)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1
    case 'boolean':
      return false
    case 'string':
      return sampleText(schema)
    default:
      return null
  }
}

function sampleText({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'email') return 'someone@example.com'
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (format === 'base64' || format === 'base64url') return 'iVBORw0KGgo='
  if (pattern?.includes('\\d{6}')) return '123456'
  if (pattern?.includes('#')) return '#000000'
  return 'a'.repeat(Math.max(1, minLength))
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text
}
