import { asService } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import { maxUploadBytes } from '../contract/uploads.ts'
import { DomainError } from '../error.ts'
import { uploadCapFlagSchema } from '../flags/flags.ts'
import { readFlag } from '../flags/read.ts'

/** How large a file the actor may send, in bytes. Throws `not_found` for an account that is gone. */
export async function readUploadCap(ctx: ServiceContext, { userId }: Actor): Promise<number> {
  return asService(ctx.db, async (tx) => {
    const user = await tx.selectFrom('users').select('tier').where('id', '=', userId).executeTakeFirst()
    if (!user) throw new DomainError('not_found')
    const caps = await readFlag(tx, 'uploads.max_bytes', uploadCapFlagSchema, ctx.log)
    return caps?.[user.tier] ?? maxUploadBytes
  })
}

export function tooLarge(cap: number): DomainError {
  const megabytes = Math.floor((10 * cap) / (1024 * 1024)) / 10
  return new DomainError('too_large', `Files up to ${megabytes} MB are taken; this one is larger.`)
}
