import { problemSchema } from '@plotline/services/contract'
import type { z } from 'zod'
import { askToSignIn } from '../session/sign-in-again.ts'
import { CallError } from './problem.ts'

type CallOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/**
 * Calls our API and gives its answer, checked against the contract. A sign-in that has expired is asked for in place,
 * then the call is made again.
 * Throws `CallError` for everything else: a problem, no network, a body that is not what the contract says.
 */
export async function call<T extends z.ZodType>(
  schema: T,
  path: string,
  { method = 'GET', body, headers, signal }: CallOptions = {},
): Promise<z.output<T>> {
  const response = await reachSignedIn(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemOf(response, answer)
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new CallError('unexpected_answer')
  return parsed.data
}

/** A call whose answer has no body worth reading. */
export async function send(path: string, { method = 'POST', body }: CallOptions = {}): Promise<void> {
  const response = await reachSignedIn(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!response.ok) throw problemOf(response, await response.json().catch(() => null))
}

async function reachSignedIn(path: string, init: RequestInit): Promise<Response> {
  const response = await reach(path, init)
  if (response.status !== 401) return response
  const { code } = problemOf(
    response,
    await response
      .clone()
      .json()
      .catch(() => null),
  )
  if (code !== 'unauthenticated') return response
  return (await askToSignIn({ isRead: init.method === 'GET' })) ? reach(path, init) : response
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    throw new CallError(error instanceof DOMException && error.name === 'AbortError' ? 'aborted' : 'offline')
  }
}

function problemOf(response: Response, answer: unknown): CallError {
  const problem = problemSchema.safeParse(answer)
  const seconds = Number(response.headers.get('retry-after'))
  const wait = Number.isFinite(seconds) && seconds > 0 ? seconds : null
  return problem.success
    ? new CallError(problem.data.code, problem.data, wait)
    : new CallError('unexpected_answer')
}
