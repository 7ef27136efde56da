import {
  downloadQuerySchema,
  idSchema,
  jobCreateSchema,
  jobDeleteResponseSchema,
  jobListQuerySchema,
  jobListSchema,
  jobSchema,
  pdfExportResponseSchema,
  pdfExportSchema,
  signedLinkSchema,
  uploadRequestSchema,
  uploadResponseSchema,
} from '@plotline/services/contract'
import { z } from 'zod'
import type { Endpoint } from '../http/endpoint.ts'

/** How a file ends that a worker was to write. */
const exportErrors = [
  'job_not_finished',
  'gone',
  'storage_full',
  'too_large',
  'too_many_exports',
  'exports_busy',
  'being_written',
  'invalid_request',
  'not_found',
] as const
const exportSentence =
  'A file that was not asked for before is written by a worker while the request waits; `being_written` means that it takes longer than a request may: ask again after `Retry-After` and join it.'

const jobParams = z.object({ id: idSchema })

export const createUploadEndpoint = {
  id: 'createUpload',
  tag: 'Drawings',
  method: 'POST',
  path: '/api/upload',
  summary: 'Announce a file and get the URL to send it to',
  description:
    'The type is told from `head`, the first bytes of the file (up to 4 KiB, base64), never from its name: JPEG, PNG, WebP, AVIF, TIFF, GIF or HEIC. Send the file with the given method and headers before `expiresAt`.',
  auth: 'session',
  limit: 'uploads.create',
  counts: 'done',
  body: uploadRequestSchema,
  answer: { status: 200, description: 'Where the file goes.', schema: uploadResponseSchema },
  errors: [
    'unsupported_type',
    'too_large',
    'unreadable_image',
    'not_found',
    'too_many_uploads',
    'storage_full',
  ],
} as const satisfies Endpoint

export const createJobEndpoint = {
  id: 'createJob',
  tag: 'Drawings',
  method: 'POST',
  path: '/api/jobs',
  summary: 'Order a drawing of an uploaded file',
  description:
    'Takes one credit; a job that fails or is cancelled gives it back. With an `Idempotency-Key`, repeating the same request answers the job that the first one made.',
  auth: 'session',
  limit: 'jobs.create',
  counts: 'within',
  headers: z.object({
    'idempotency-key': z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, 'expected 1 to 100 visible ASCII characters')
      .meta({ description: 'Any text of yours that is new for each order, for example a UUID.' })
      .optional(),
  }),
  body: jobCreateSchema,
  answer: { status: 202, description: 'The job, waiting for a worker.', schema: jobSchema },
  errors: [
    'not_found',
    'upload_missing',
    'unsupported_type',
    'unreadable_image',
    'too_large',
    'gone',
    'storage_full',
    'too_complex',
    'insufficient_credits',
    'idempotency_mismatch',
    'model_missing',
  ],
} as const satisfies Endpoint

export const listJobsEndpoint = {
  id: 'listJobs',
  tag: 'Drawings',
  method: 'GET',
  path: '/api/jobs',
  summary: 'Your jobs, newest first',
  auth: 'session',
  limit: 'jobs.read',
  query: jobListQuerySchema,
  answer: { status: 200, description: 'One page.', schema: jobListSchema },
} as const satisfies Endpoint

export const getJobEndpoint = {
  id: 'getJob',
  tag: 'Drawings',
  method: 'GET',
  path: '/api/jobs/{id}',
  summary: 'One job with its stages, progress and links',
  auth: 'session',
  limit: 'jobs.read',
  params: jobParams,
  answer: { status: 200, description: 'The job.', schema: jobSchema },
} as const satisfies Endpoint

export const removeJobEndpoint = {
  id: 'removeJob',
  tag: 'Drawings',
  method: 'DELETE',
  path: '/api/jobs/{id}',
  summary: 'Delete a job that has ended, with its files',
  description:
    'Asked again it answers the same. A job that waits or runs is left as it is: cancel it first. It never cancels.',
  auth: 'session',
  limit: 'jobs.remove',
  counts: 'done',
  params: jobParams,
  answer: { status: 200, description: 'It is gone.', schema: jobDeleteResponseSchema },
  errors: ['job_not_finished'],
} as const satisfies Endpoint

export const cancelJobEndpoint = {
  id: 'cancelJob',
  tag: 'Drawings',
  method: 'POST',
  path: '/api/jobs/{id}/cancel',
  summary: 'Cancel a job that waits or runs, and get the credit back',
  description: 'Asked again it answers the same: the job, cancelled and refunded once. It never deletes.',
  auth: 'session',
  limit: 'jobs.remove',
  counts: 'done',
  params: jobParams,
  answer: { status: 200, description: 'The job, cancelled.', schema: jobSchema },
  errors: ['job_not_cancellable'],
} as const satisfies Endpoint

export const watchJobEndpoint = {
  id: 'watchJob',
  tag: 'Drawings',
  method: 'GET',
  path: '/api/jobs/{id}/events',
  summary: 'Every stage and percent as it happens',
  description:
    'Server-sent events: `event: job` with a JobEvent as data, first the present state, then each change; a comment every 15 seconds keeps the line open. The stream ends with the job. An `EventSource` that comes back after the last event gets 204 and stops; any other `Last-Event-ID` starts from the present state.',
  auth: 'session',
  limit: 'jobs.watch',
  params: jobParams,
  headers: z.object({ 'last-event-id': z.string().max(200).optional() }),
  answer: {
    status: 200,
    description: 'The stream.',
    schema: z.string(),
    contentType: 'text/event-stream',
  },
  errors: ['too_many_streams'],
  alsoAnswers: { 204: { description: 'The job has ended and the client has seen its last event.' } },
} as const satisfies Endpoint

export const downloadJobEndpoint = {
  id: 'downloadJob',
  tag: 'Drawings',
  method: 'GET',
  path: '/api/jobs/{id}/download',
  summary: 'A signed link to the drawing in one format',
  description: `HPGL and G-code are written for \`device\`: the name of a machine of yours, or of one that ships. With \`perPen\` a zip of one file per pen. \`svg\`, \`curvesMm\` (strokes as smooth curves that stay so near to them), \`hpgl\` and \`dxf\` choose how those formats are written; what the format has no choice of is not looked at. ${exportSentence}`,
  auth: 'session',
  limit: 'jobs.download',
  counts: 'within',
  params: jobParams,
  query: downloadQuerySchema,
  answer: {
    status: 200,
    description: 'The link; it works without a session until `expiresAt`.',
    schema: signedLinkSchema,
  },
  errors: exportErrors,
} as const satisfies Endpoint

export const exportPdfEndpoint = {
  id: 'exportPdf',
  tag: 'Drawings',
  method: 'POST',
  path: '/api/pdf/export',
  summary: 'The drawing as a PDF page, true to size',
  description: `Watermarked on the free tier at 0 credits. ${exportSentence}`,
  auth: 'session',
  limit: 'pdf.export',
  counts: 'within',
  body: pdfExportSchema,
  answer: { status: 200, description: 'The link.', schema: pdfExportResponseSchema },
  errors: exportErrors,
} as const satisfies Endpoint
