import { DomainError } from '@plotline/services'
import { answerHeaders } from '#server/http/answer-headers.ts'
import { malformedPath } from '#server/http/door.ts'
import { problemResponse } from '#server/http/problem.ts'
import { requestIdOf } from '#server/http/request-id.ts'

/** Whatever else is asked of the API is not there, in the words the rest of it uses; a path of no site is not valid. */
function notThere(request: Request): Response {
  const requestId = requestIdOf(request.headers)
  const isMalformed = new URL(request.url).pathname === malformedPath
  const error = isMalformed
    ? new DomainError(
        'invalid_request',
        'The path cannot be decoded: a % in it must stand before two digits of UTF-8.',
      )
    : new DomainError('not_found')
  const response = problemResponse(error, requestId)
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
