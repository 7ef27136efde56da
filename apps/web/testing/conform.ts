import { z } from 'zod'
import { openapiDocument } from '../src/server/openapi/document.ts'

type Schema = Record<string, unknown>
type Documented = {
  description: string
  headers?: Record<string, { required?: boolean }>
  content?: Record<string, { schema: Schema }>
}

const document = openapiDocument()
const validators = new Map<string, z.ZodType>()

/** Throws unless the document says of this operation that it may answer so: status, type, headers and body. */
export function expectConforms(path: string, method: string, response: Response, body: string): void {
  const place = `${method} ${path} ${response.status}`
  const operations = (document.paths?.[path] ?? {}) as unknown as Record<
    string,
    { responses: Record<string, Documented> } | undefined
  >
  const documented = operations[method.toLowerCase()]?.responses[response.status]
  if (!documented) throw new Error(`${place} is not in the document: ${body}`)

  for (const [name, { required }] of Object.entries(documented.headers ?? {})) {
    if (required && !response.headers.has(name)) throw new Error(`${place} lacks the header ${name}`)
  }
  const type = response.headers.get('content-type')?.split(';')[0]
  const content = documented.content ?? {}
  if (!type) {
    if (body !== '' || Object.keys(content).length > 0) throw new Error(`${place} has no content type`)
    return
  }
  const schema = content[type]?.schema
  if (!schema) throw new Error(`${place} answers ${type}, which is not in the document`)
  if (!type.endsWith('json')) return
  const key = `${place} ${type}`
  const validator =
    validators.get(key) ?? z.fromJSONSchema(resolved(schema) as Parameters<typeof z.fromJSONSchema>[0])
  validators.set(key, validator)
  const parsed = validator.safeParse(JSON.parse(body))
  if (!parsed.success)
    throw new Error(`${place} does not fit the document: ${z.prettifyError(parsed.error)}\n${body}`)
}

/** The schema with every reference into the document's components filled in. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved)
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value && typeof value.$ref === 'string') {
    const name = value.$ref.replace('#/components/schemas/', '')
    const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>
    if (!schemas[name]) throw new Error(`The document refers to ${value.$ref}, which it does not hold.`)
    return resolved(schemas[name])
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(inner)]))
}
