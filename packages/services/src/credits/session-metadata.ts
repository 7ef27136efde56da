import { z } from 'zod'

const metadataSchema = z.object({
  product: z.literal('plotline_credits'),
  pack: z.string().min(1),
  credits: z.coerce.number().int().positive(),
})

/** What a session says about itself, so that it can be fulfilled even if our own row of it was lost. */
export function writeSessionMetadata(pack: { id: string; credits: number }) {
  return { product: 'plotline_credits', pack: pack.id, credits: String(pack.credits) }
}

/** Null for a session that is not ours: the same Stripe account may sell other things. */
export function readSessionMetadata(metadata: unknown): { pack: string; credits: number } | null {
  const parsed = metadataSchema.safeParse(metadata)
  return parsed.success ? { pack: parsed.data.pack, credits: parsed.data.credits } : null
}
