import { z } from 'zod'

/** RFC 3339 time in UTC, as the database gives it. */
export const timeSchema = z.iso.datetime({ offset: true })
export const idSchema = z.uuid()

/** `?cursor=&limit=`: an opaque cursor from the page before. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

/** Lists answer `{ data, meta: { nextCursor } }`. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), meta: z.object({ nextCursor: z.string().nullable() }) })

/** A link that works for a while without a session. */
export const signedLinkSchema = z.object({ url: z.url(), expiresAt: timeSchema, filename: z.string() })
