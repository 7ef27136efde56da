import { type ErrorCode, errorTable, limits } from '@plotline/services'
import { jobEventSchema, problemSchema } from '@plotline/services/contract'
import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { endpoints } from '../endpoints/all.ts'
import { type Endpoint, errorsOf } from '../http/endpoint.ts'
import { problemType } from '../http/problem.ts'

const problem = problemSchema.meta({
  id: 'Problem',
  description: 'RFC 9457 problem details with a closed code.',
})
const jobEvent = jobEventSchema.meta({ id: 'JobEvent', description: 'The data of `event: job`.' })

const everyAnswer = z.object({
  'x-request-id': z
    .string()
    .meta({ description: "The caller's `X-Request-Id`, or one made for this request." }),
})
const limited = z.object({
  'ratelimit-limit': z.string().meta({ description: 'How many are allowed in the window.' }),
  'ratelimit-remaining': z.string().meta({ description: 'How many are left.' }),
  'ratelimit-reset': z.string().meta({ description: 'Seconds until there is room again.' }),
  'x-ratelimit-limit': z.string(),
  'x-ratelimit-remaining': z.string(),
  'x-ratelimit-reset': z.string().meta({ description: 'The same as a time in seconds since 1970.' }),
})
const retryAfter = z.object({ 'retry-after': z.string().meta({ description: 'Seconds to wait.' }) })
/** What comes beside a refusal of that status. */
const besides: Partial<Record<string, z.ZodObject>> = { 429: retryAfter, 503: retryAfter.partial() }

const introduction = `Photos in, pen-ready vectors out.

Sign-in is a cookie that \`POST /api/auth/confirm\` sets. Writes are taken from this site only: a client that is
no browser sends \`Origin\` with the site's address. Bodies are JSON. Lists answer \`{ data, meta: { nextCursor } }\`;
pass \`nextCursor\` as \`cursor\` for the next page. What is not yours and what is not there answer the same 404.`

/** The OpenAPI 3.1 document, made anew from the same data the routes run on. */
export function openapiDocument() {
  const paths: ZodOpenApiPathsObject = {}
  for (const endpoint of endpoints) {
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operation(endpoint) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Plotline',
      version: '1',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problem, JobEvent: jobEvent },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'plotline-session',
          description: '`__Host-plotline-session` on https.',
        },
      },
    },
  })
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { id, tag, summary, description, auth, params, query, headers, body, answer, limit, counts } =
    endpoint
  const common = limit ? everyAnswer.extend(limited.shape) : everyAnswer
  const responses: ZodOpenApiOperationObject['responses'] = {
    [answer.status]: {
      description: answer.description,
      headers: answer.headers ? common.extend(answer.headers.shape) : common,
      ...(answer.schema
        ? { content: { [answer.contentType ?? 'application/json']: { schema: answer.schema } } }
        : {}),
    },
  }
  for (const [status, other] of Object.entries(endpoint.alsoAnswers ?? {})) {
    responses[status as '204'] = {
      description: other.description,
      headers: common,
      ...(other.schema ? { content: { 'application/json': { schema: other.schema } } } : {}),
    }
  }
  for (const [status, codes] of Object.entries(byStatus(errorsOf(endpoint)))) {
    // 503 may be an answer of its own (health); its problem then comes beside it.
    const before = responses[status as '503']
    responses[status as '503'] = {
      description: [
        before && 'description' in before ? before.description : '',
        codes.map(sentence).join('; '),
      ]
        .filter(Boolean)
        .join(' '),
      headers: refusalHeaders(status, common),
      content: {
        ...(before && 'content' in before ? before.content : {}),
        'application/problem+json': { schema: problem },
      },
    }
  }
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description || limit
      ? { description: [description, limit && limitSentence(limit, counts)].filter(Boolean).join('\n\n') }
      : {}),
    security: auth === 'session' ? [{ session: [] }] : [],
    ...(params || query || headers
      ? {
          requestParams: {
            ...(params && { path: params }),
            ...(query && { query }),
            ...(headers && { header: headers }),
          },
        }
      : {}),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    ...(limit ? { 'x-rate-limit': limits[limit] } : {}),
    'x-error-codes': errorsOf(endpoint),
    responses,
  }
}

function requestBody(body: NonNullable<Endpoint['body']>) {
  const schema = body === 'raw' ? z.looseObject({}) : body
  return { required: true, content: { 'application/json': { schema } } }
}

/** The limit's own headers stand only beside what says that it is used up. */
function refusalHeaders(status: string, common: z.ZodObject): z.ZodObject {
  return (status === '429' ? common : everyAnswer).extend(besides[status]?.shape ?? {})
}

function byStatus(codes: readonly ErrorCode[]): Record<string, ErrorCode[]> {
  return Object.groupBy(codes, (code) => String(errorTable[code].status)) as Record<string, ErrorCode[]>
}

function sentence(code: ErrorCode): string {
  return `\`${code}\`: ${errorTable[code].title} (\`${problemType(code)}\`)`
}

function limitSentence(limit: NonNullable<Endpoint['limit']>, counts: Endpoint['counts']): string {
  const { free, paid } = limits[limit]
  const say = ({ limit: count, windowSeconds }: { limit: number; windowSeconds: number }) =>
    `${count} in ${duration(windowSeconds)}`
  const same = free.limit === paid.limit && free.windowSeconds === paid.windowSeconds
  const what = {
    asked: '',
    done: ' What is refused does not count.',
    within: ' What is refused or repeated does not count.',
  }
  return `Limit: ${same ? say(free) : `${say(free)} on the free tier, ${say(paid)} on the paid one`}.${what[counts ?? 'asked']}`
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? 'an hour' : `${seconds / 3600} hours`
  return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`
}
