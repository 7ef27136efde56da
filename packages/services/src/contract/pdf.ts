import { paperNames } from '@plotline/vectorizer'
import { z } from 'zod'
import { idSchema, signedLinkSchema } from './common.ts'

export const pdfExportSchema = z.strictObject({
  jobId: idSchema,
  paper: z.enum(paperNames).default('a4'),
  orientation: z.enum(['auto', 'portrait', 'landscape']).default('auto'),
  title: z.string().trim().max(120).default(''),
  marginMm: z.number().min(0).max(100).default(15),
})
export const pdfExportResponseSchema = signedLinkSchema.extend({ watermarked: z.boolean() })
