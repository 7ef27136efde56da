import {
  type Account,
  type Actor,
  claimGrant,
  DomainError,
  readAccount,
  type ServiceContext,
} from '@plotline/services'
import type { z } from 'zod'
import { env } from '../env.ts'
import { log } from '../log.ts'
import { services } from '../services.ts'
import { type Claims, openSession, type Session } from '../session/session.ts'
import { signedIn } from '../session/signed-in.ts'
import { answerHeaders } from './answer-headers.ts'
import { parseInput, readJson } from './body.ts'
import { defaultBodyBytes, type Endpoint, isWrite } from './endpoint.ts'
import { askerOf, mailboxOf, type Uses, usesOf } from './limit.ts'
import { networksOf } from './networks.ts'
import { isSameOrigin } from './origin.ts'
import { problemResponse, toDomainError } from './problem.ts'
import { requestIdOf } from './request-id.ts'

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined

/** What a handler gets: everything parsed, everything checked. */
export type Call<E extends Endpoint> = {
  request: Request
  requestId: string
  ctx: E['standalone'] extends true ? undefined : ServiceContext
  actor: E['auth'] extends 'session' ? Claims : undefined
  session: Session
  /** Of an endpoint that counts `within`: counts one use in the transaction that lets the request through. */
  countUse: E['counts'] extends 'within' ? Uses['count'] : undefined
  /** Takes back what this request counted: it turned out to be nothing that its limit is for. */
  giveBack: () => Promise<void>
  params: Parsed<E['params']>
  query: Parsed<E['query']>
  headers: Parsed<E['headers']>
  body: Parsed<E['body']>
}
/** A value of the answer's schema; nothing where it has none. */
type Answer<E extends Endpoint> = E['answer'] extends { schema: infer S extends z.ZodType }
  ? z.input<S>
  : // biome-ignore lint/suspicious/noConfusingVoidType: what a handler without an answer gives back
    void

type RouteContext = { params: Promise<Record<string, unknown>> }

/**
 * Makes a route handler: checks origin and session, parses, counts against the limit, calls `handle`, and answers
 * its value as JSON (or its `Response` as it is) with the headers every answer has. Every failure is problem
 * details with a code of the closed table; every request leaves one log line.
 */
export function route<const E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<Answer<E> | Response> | Answer<E> | Response,
) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    const startedAt = performance.now()
    const requestId = requestIdOf(request.headers)
    const session = openSession(request.headers.get('cookie'))
    const added = new Headers()
    let response: Response
    let uses: Uses | undefined
    try {
      const prepared = await prepare(endpoint, { request, requestId, session, context, added })
      uses = prepared.uses
      // The call has been filled as `endpoint` says; the compiler cannot follow its optional parts.
      response = toResponse(endpoint, await handle(prepared.call as Call<E>))
    } catch (error) {
      if (endpoint.counts === 'done') await uses?.takeBack()
      response = refuse(error, endpoint, requestId)
    }
    for (const [name, value] of [...answerHeaders(requestId), ...added]) {
      if (!response.headers.has(name)) response.headers.set(name, value)
    }
    session.writeTo(response.headers)
    log('info', 'request', {
      requestId,
      endpoint: endpoint.id,
      status: response.status,
      ms: Math.round(performance.now() - startedAt),
    })
    return response
  }
}

async function prepare(
  endpoint: Endpoint,
  call: {
    request: Request
    requestId: string
    session: Session
    context: RouteContext
    added: Headers
  },
) {
  const { request, session, added } = call
  if (isWrite(endpoint.method) && !endpoint.crossSite && !isSameOrigin(request.headers, env().siteUrl)) {
    throw new DomainError('forbidden_origin')
  }
  const actor = endpoint.auth === 'session' ? await signedIn(session) : undefined
  if (actor === null) throw new DomainError('unauthenticated')
  const input = await parse(endpoint, request, call.context)
  const ctx = endpoint.standalone ? undefined : await services()
  const uses = ctx && (await countedUses(endpoint, ctx, { request, actor, body: input.body, added }))
  const countUse = endpoint.counts === 'within' ? uses?.count : undefined
  const giveBack = async () => uses?.takeBack()
  return {
    call: { request, requestId: call.requestId, session, ctx, actor, countUse, giveBack, ...input },
    uses,
  }
}

/** Counts what is counted before anything is done. What counts only once it is let through is watched by `attempts`. */
async function countedUses(
  { limit, mailboxLimit, counts = 'asked' }: Endpoint,
  ctx: ServiceContext,
  {
    request,
    actor,
    body,
    added,
  }: { request: Request; actor: Actor | undefined; body: unknown; added: Headers },
): Promise<Uses | undefined> {
  if (!limit) return undefined
  const account = actor && (await accountOf(ctx, actor, request))
  const subject = account?.subject ?? askerOf(request.headers)
  const email = emailIn(body)
  const wanted = [
    { endpoint: limit, subject },
    ...(mailboxLimit && email ? [{ endpoint: mailboxLimit, subject: `${subject}:${mailboxOf(email)}` }] : []),
  ]
  const tier = account?.tier ?? 'free'
  if (counts !== 'asked') await usesOf(ctx, [{ endpoint: 'attempts', subject }], { tier, added }).count()
  const uses = usesOf(ctx, wanted, { tier, added })
  if (counts !== 'within') await uses.count()
  return uses
}

/** Whose mailbox has not been looked at yet, as after a sign-in past our own pages, has it looked at now. */
async function accountOf(ctx: ServiceContext, actor: Actor, request: Request): Promise<Account> {
  const account = await readAccount(ctx, actor)
  if (account.isKnown) return account
  await claimGrant(ctx, actor, networksOf(request))
  return readAccount(ctx, actor)
}

async function parse(endpoint: Endpoint, request: Request, context: RouteContext) {
  const { params, query, headers, body, maxBodyBytes = defaultBodyBytes } = endpoint
  const parsedParams = params?.safeParse(await context.params)
  // An id that cannot be one is an id of nothing.
  if (parsedParams && !parsedParams.success) throw new DomainError('not_found')
  const search = Object.fromEntries(new URL(request.url).searchParams)
  return {
    params: parsedParams?.data,
    query: query && parseInput(query, search),
    headers: headers && parseInput(headers, Object.fromEntries(request.headers)),
    body:
      body === undefined || body === 'raw'
        ? undefined
        : parseInput(body, await readJson(request, maxBodyBytes)),
  }
}

/** The mailbox that a body names. */
function emailIn(body: unknown): string | null {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null
  return typeof email === 'string' ? email : null
}

function toResponse(endpoint: Endpoint, answer: unknown): Response {
  if (answer instanceof Response) return answer
  const { status } = endpoint.answer
  if (answer === undefined) return new Response(null, { status })
  return new Response(JSON.stringify(answer), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })
}

function refuse(error: unknown, endpoint: Endpoint, requestId: string): Response {
  const failure = toDomainError(error)
  if (failure.status >= 500 && failure !== error) {
    const { name, message, stack } =
      error instanceof Error ? error : { name: 'thrown', message: String(error), stack: '' }
    log('error', 'request.failed', {
      requestId,
      endpoint: endpoint.id,
      code: failure.code,
      name,
      message,
      stack,
    })
  }
  return problemResponse(failure, requestId)
}
