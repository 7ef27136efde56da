import { DomainError } from '@plotline/services'
import { answerHeaders } from '#server/http/answer-headers.ts'
import { problemResponse } from '#server/http/problem.ts'
import { requestIdOf } from '#server/http/request-id.ts'

/** Whatever else is asked of the API is not there, in the words the rest of it uses. */
function notThere(request: Request): Response {
  const requestId = requestIdOf(request.headers)
  const response = problemResponse(new DomainError('not_found'), requestId)
  for (const [name, value] of answerHeaders(requestId)) response.headers.set(name, value)
  return response
}

export {
  notThere as DELETE,
  notThere as GET,
  notThere as HEAD,
  notThere as OPTIONS,
  notThere as PATCH,
  notThere as POST,
  notThere as PUT,
}
