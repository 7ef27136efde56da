import type { Tx } from '@plotline/db'
import { sql } from 'kysely'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { readCap } from './read-cap.ts'

/** Until this transaction ends nobody else counts what this person has: of thirty at once, each sees the ones before. */
export async function lockHoldings(tx: Tx, { userId }: Actor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`holdings ${userId}`}, 0))`.execute(tx)
}

/**
 * Throws `storage_full` where `bytes` more would be past the person's cap. Takes the lock of `lockHoldings`, so that
 * what the caller adds in the same transaction is counted by the next. `besides` is the id of an asset that is not counted.
 */
export async function requireRoom(
  ctx: ServiceContext,
  tx: Tx,
  actor: Actor,
  { bytes, besides }: { bytes: number; besides?: string },
): Promise<void> {
  await lockHoldings(tx, actor)
  const { cap } = await readCap(ctx, tx, actor, 'storage.bytes')
  if ((await storedBytes(tx, actor, besides)) + bytes <= cap) return
  throw new DomainError(
    'storage_full',
    `Your files would take more than the ${amount(cap)} that you have. Delete drawings that you no longer need.`,
  )
}

/** Of an upload that no drawing was made of yet, what really arrived counts; until it has, what was announced. */
async function storedBytes(tx: Tx, { userId }: Actor, besides: string | undefined): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select coalesce(sum(coalesce((object.metadata ->> 'size')::bigint, asset.bytes)), 0) as bytes
    from assets as asset
    left join storage.objects as object
      on asset.kind = 'original' and asset.status = 'pending'
      and object.bucket_id = asset.bucket and object.name = asset.path
    where asset.user_id = ${userId} and asset.expires_at > now()
      and asset.id is distinct from ${besides ?? null}::uuid
  `.execute(tx)
  return Number(rows[0]?.bytes ?? 0)
}

function amount(bytes: number): string {
  const gib = bytes / 1024 ** 3
  return gib >= 1 ? `${Math.round(10 * gib) / 10} GB` : `${Math.round(bytes / 1024 ** 2)} MB`
}
