import { dxfVersions, type FormatName, formatNames, hpglForms } from '@plotline/strokes'
import { recipeSchema, stageNames, stageStatuses, storedRecipeSchema } from '@plotline/vectorizer'
import { z } from 'zod'
import { idSchema, listOf, pageQuerySchema, timeSchema } from './common.ts'

export const jobStatuses = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** What a drawing can be downloaded as. PDF has its own endpoint, for it takes a page and a title. */
export type DownloadFormat = Exclude<FormatName, 'pdf'>
export const downloadFormats = formatNames.filter((name): name is DownloadFormat => name !== 'pdf')

export const jobCreateSchema = z.strictObject({ assetId: idSchema, recipe: storedRecipeSchema })

export const jobStageSchema = z.object({
  name: z.enum(stageNames),
  status: z.enum(stageStatuses),
  /** 0 … 100 */
  percent: z.number().int().min(0).max(100),
  ms: z.number().int().nullable(),
})

/** Lengths in mm, time in seconds; null until the job has completed, and where it is no longer understood. */
export const jobResultSchema = z.object({
  strokes: z.number().int(),
  points: z.number().int(),
  penDownMm: z.number(),
  penUpMm: z.number(),
  plotSeconds: z.number(),
  widthMm: z.number(),
  heightMm: z.number(),
  layers: z.array(z.object({ name: z.string(), color: z.string(), strokes: z.number().int() })),
  /** Which isolation really ran: a model's name, `classical`, or null. */
  isolatedBy: z.string().nullable(),
  /** Which model found the edges, or null. */
  edgesBy: z.string().nullable().default(null),
  warnings: z.array(z.string()),
})

export const jobSchema = z.object({
  id: idSchema,
  status: z.enum(jobStatuses),
  /** Over all stages, 0 … 100. */
  percent: z.number().int().min(0).max(100),
  style: z.string(),
  filename: z.string(),
  assetId: idSchema.nullable(),
  /** Null where the settings were stored in a form that is no longer understood. */
  recipe: recipeSchema.nullable(),
  creditCost: z.number().int(),
  refunded: z.boolean(),
  /** Sentences for the user when the job failed: why, and that the credit is back. */
  failure: z.string().nullable(),
  stages: z.array(jobStageSchema),
  result: jobResultSchema.nullable(),
  links: z.object({
    /** Signed, short-lived; null while there is nothing to show or after it has expired. */
    original: z.url().nullable(),
    preview: z.url().nullable(),
    svg: z.url().nullable(),
  }),
  createdAt: timeSchema,
  finishedAt: timeSchema.nullable(),
  expiresAt: timeSchema.nullable(),
})
export type Job = z.infer<typeof jobSchema>

export const jobListQuerySchema = pageQuerySchema.extend({ status: z.enum(jobStatuses).optional() })
export const jobListSchema = listOf(jobSchema)

/** How far curves may leave the strokes they are fitted to, in hundredths of a mm: each length asked for is kept as a file. */
export const curvesMmSchema = z.coerce.number().min(0.01).max(1).multipleOf(0.01)

/** How a drawing is to be written; what a format has no choice of is not looked at. */
export const downloadQuerySchema = z.object({
  format: z.enum(downloadFormats),
  device: z.string().max(60).optional(),
  perPen: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  svg: z.enum(['plain', 'preview']).optional(),
  curvesMm: curvesMmSchema.optional(),
  hpgl: z.enum(hpglForms).optional(),
  dxf: z.enum(dxfVersions).optional(),
})

/** Server-sent events of GET /api/jobs/[id]/events: `event: job` with this as data, on every change. */
export const jobEventSchema = jobSchema.pick({
  id: true,
  status: true,
  percent: true,
  stages: true,
  failure: true,
  refunded: true,
})
export type JobEvent = z.infer<typeof jobEventSchema>

/** DELETE of an ended job, the same however often it is asked. `refunded`: its credit had come back. */
export const jobDeleteResponseSchema = z.object({ outcome: z.literal('deleted'), refunded: z.boolean() })
