import { liveSchema, readySchema } from '@plotline/services/contract'
import { z } from 'zod'
import type { Endpoint } from '../http/endpoint.ts'

export const liveEndpoint = {
  id: 'live',
  tag: 'Operation',
  method: 'GET',
  path: '/api/health/live',
  summary: 'The process is up',
  auth: 'none',
  standalone: true,
  answer: { status: 200, description: 'It is.', schema: liveSchema },
} as const satisfies Endpoint

export const readyEndpoint = {
  id: 'ready',
  tag: 'Operation',
  method: 'GET',
  path: '/api/health/ready',
  summary: 'Database, queue, auth, storage, worker and model, each by name',
  auth: 'none',
  answer: { status: 200, description: 'Usable; a part may be degraded.', schema: readySchema },
  alsoAnswers: { 503: { description: 'A part that nothing works without is down.', schema: readySchema } },
} as const satisfies Endpoint

export const openapiEndpoint = {
  id: 'openapi',
  tag: 'Operation',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This document',
  auth: 'none',
  standalone: true,
  answer: { status: 200, description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) },
} as const satisfies Endpoint
