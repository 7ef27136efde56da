import { paperSchema } from '@plotline/strokes'
import { z } from 'zod'
import { idSchema, signedLinkSchema } from './common.ts'
import { curvesMmSchema } from './jobs.ts'

export const pdfExportSchema = z.strictObject({
  jobId: idSchema,
  paper: paperSchema.default('a4'),
  orientation: z.enum(['auto', 'portrait', 'landscape']).default('auto'),
  title: z.string().trim().max(120).default(''),
  marginMm: z.number().min(0).max(100).default(15),
  /** In true size over pages of this paper, which overlap. */
  poster: z.strictObject({ paper: paperSchema, overlapMm: z.number().min(0).max(50).default(10) }).optional(),
  /** A page that names the pens. */
  key: z.boolean().default(false),
  curvesMm: curvesMmSchema.optional(),
})
/** What a watermark depends on. */
export type PdfAccount = { tier: 'free' | 'paid'; balance: number }

/** What is printed across a page for this account, or nothing: on the free tier once its credits are spent. */
export function pdfWatermark({ tier, balance }: PdfAccount): string | undefined {
  return tier !== 'paid' && balance <= 0 ? 'Plotline' : undefined
}

export const pdfExportResponseSchema = signedLinkSchema.extend({
  watermarked: z.boolean(),
  /** Sentences for people, such as what of the title could not be printed. */
  warnings: z.array(z.string()),
})
