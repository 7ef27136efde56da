import type { openapiDocument } from './document.ts'

type Document = ReturnType<typeof openapiDocument>
/** The parts of a JSON Schema that the page shows. */
type Schema = {
  $ref?: string
  type?: string | string[]
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: Schema | boolean
}
type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: unknown[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema; description?: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

/** `docs/api.md`: the OpenAPI document as a page to read. */
export function apiMarkdown(document: Document): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      // The document was made by `operation` in document.ts; its type admits forms that one never writes.
      operation: operation as unknown as Operation,
    })),
  )
  const tags = (document.tags ?? []).map(({ name }) => name)
  const lines = [
    '# HTTP API',
    '',
    '<!-- Made by `node apps/web/scripts/api-docs.ts` from the schemas the routes run on. Change those, not this. -->',
    '',
    'The same as OpenAPI 3.1: `GET /api/openapi.json`.',
    '',
    (document.info.description ?? '').split('\n\n').slice(1).join('\n\n'),
    '',
    'Every answer carries `X-Request-Id`. Limited ones carry `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`',
    '(seconds) and the same three with `X-` (the reset as a time), and on 429 `Retry-After`.',
  ]
  for (const tag of tags) {
    lines.push('', `## ${tag}`)
    for (const { title, operation } of operations.filter(({ operation }) => operation.tags.includes(tag))) {
      lines.push(...section(title, operation))
    }
  }
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>
  lines.push('', '## Shared schemas')
  for (const [name, schema] of Object.entries(schemas)) {
    lines.push('', `### ${name}`, '', schema.description ?? '', '', ...fields(schema, 0))
  }
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`
}

function section(title: string, operation: Operation): string[] {
  const { summary, description, security, parameters = [], requestBody, responses } = operation
  const lines = ['', `### ${title}`, '', `${summary}.${security.length > 0 ? ' Needs a session.' : ''}`]
  if (description) lines.push('', description)
  if (parameters.length > 0) {
    lines.push('', 'Parameters:', '')
    for (const { name, in: place, required, schema, description: about } of parameters) {
      const note = about ?? schema.description
      lines.push(
        `- \`${name}\` (${place}${required ? '' : ', optional'}): ${typeOf(schema)}${note ? `. ${note}` : ''}`,
      )
    }
  }
  for (const { schema } of Object.values(requestBody?.content ?? {}))
    lines.push('', 'Body:', '', ...fields(schema, 0))
  for (const [status, response] of Object.entries(responses)) {
    const isError = Number(status) >= 400
    if (isError) continue
    lines.push('', `${status}: ${response.description}`)
    for (const [type, { schema }] of Object.entries(response.content ?? {})) {
      lines.push('', ...(type === 'application/json' ? fields(schema, 0) : [`- \`${type}\``]))
    }
  }
  const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400)
  lines.push('', 'Errors:', '')
  for (const [status, { description: about }] of errors)
    lines.push(`- ${status}: ${about.replace(/ \(`urn:[^)]*\)/g, '')}`)
  return lines
}

/** The fields of a schema as a nested list, three levels deep. */
function fields(schema: Schema, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const options = optionsOf(schema)
  if (options?.every((option) => option.properties)) {
    return options.flatMap((option, index) => [
      ...(index > 0 ? [`${indent}- or`] : []),
      ...fields(option, depth),
    ])
  }
  const inner = schema.items ?? schema
  if (!inner.properties) return [`${indent}- ${typeOf(schema)}`]
  return Object.entries(inner.properties).flatMap(([name, field]) => {
    const about = field.description ? `. ${field.description}` : ''
    const optional = inner.required?.includes(name) ? '' : ' (optional)'
    const choices = optionsOf(field)
    const isWhole =
      field.items?.properties || field.properties || choices?.every((option) => option.properties)
    const own = isWhole ? field : choices?.find((option) => option.properties)
    const head = `${indent}- \`${name}\`${optional}: ${typeOf(field)}${about}`
    return own && depth < 3 ? [head, ...fields(own, depth + 1)] : [head]
  })
}

const optionsOf = ({ anyOf, oneOf }: Schema): Schema[] | undefined => anyOf ?? oneOf

function typeOf(schema: Schema): string {
  const options = optionsOf(schema)
  const { $ref, enum: values, items, format, minimum, maximum, minLength, maxLength } = schema
  const { additionalProperties: entry } = schema
  if ($ref) return $ref.split('/').at(-1) ?? $ref
  if (schema.const !== undefined) return code(schema.const)
  if (values) return values.map(code).join(', ')
  if (options) return [...new Set(options.map(typeOf))].join(' or ')
  if (typeof entry === 'object' && Object.keys(entry).length > 0) return `object of ${typeOf(entry)} by name`
  if (items) return `array of ${items.properties ? 'objects' : typeOf(items)}`
  const range =
    typeof minimum === 'number' || typeof maximum === 'number'
      ? ` ${bound(minimum)} … ${bound(maximum)}`.trimEnd()
      : maxLength !== undefined
        ? `, ${minLength ?? 0} to ${maxLength} characters`
        : ''
  const name = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any')
  const standard =
    schema.default === undefined || typeof schema.default === 'object' ? '' : `, else ${code(schema.default)}`
  return `${name}${format ? ` (${format})` : ''}${range}${standard}`
}

function bound(value: number | undefined): string {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? '' : String(value)
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``
}
