import { z } from 'zod'
import { idSchema, timeSchema } from './common.ts'

/** What an original may be, by its first bytes. */
export const imageTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/tiff',
  'image/gif',
  'image/heic',
] as const
export const maxUploadBytes = 50 * 1024 * 1024

/** `head` is the file's first bytes (up to 4 KiB, base64): the type is told from them, never from the name. */
export const uploadRequestSchema = z.strictObject({
  filename: z.string().min(1).max(255),
  bytes: z.number().int().positive(),
  head: z.base64().max(8192),
})
export const uploadResponseSchema = z.object({
  assetId: idSchema,
  contentType: z.enum(imageTypes),
  upload: z.object({
    method: z.literal('PUT'),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    expiresAt: timeSchema,
  }),
})
