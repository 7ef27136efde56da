import { DomainError } from '@plotline/services'
import { answerHeaders } from './answer-headers.ts'
import { problemResponse } from './problem.ts'
import { requestIdOf } from './request-id.ts'

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>
type Handled = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** All methods of a path: those given, and for the rest 405 with `Allow`, as problem details like every refusal. */
export function methods(given: Partial<Record<Handled, Handler>>) {
  const known = Object.keys(given)
  const allow = [...known, ...(given.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const refuse: Handler = async (request) => {
    const requestId = requestIdOf(request.headers)
    const response = problemResponse(new DomainError('method_not_allowed'), requestId)
    for (const [name, value] of answerHeaders(requestId)) response.headers.set(name, value)
    response.headers.set('allow', allow)
    return response
  }
  const options: Handler = async () => new Response(null, { status: 204, headers: { allow } })
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    HEAD: given.GET ? headOf(given.GET) : refuse,
    OPTIONS: options,
    ...given,
  }
}

/** The answer to GET without its body; one that streams is stopped at once. */
function headOf(get: Handler): Handler {
  return async (request, context) => {
    const response = await get(request, context)
    await response.body?.cancel()
    return new Response(null, response)
  }
}
