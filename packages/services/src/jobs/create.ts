import { createHash, randomUUID } from 'node:crypto'
import { applyCredit, asService, asUser, type Tx } from '@plotline/db'
import { type Recipe, stagesOf } from '@plotline/vectorizer'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import { costProblemOf, isLong } from '../contract/cost.ts'
import type { Job, jobCreateSchema } from '../contract/jobs.ts'
import { hoursFromNow } from '../database-time.ts'
import { DomainError } from '../error.ts'
import { lockHoldings, requireRoom } from '../limits/storage.ts'
import { readAccount } from '../profile/account.ts'
import type { Tier } from '../queue/queues.ts'
import { assetKinds } from '../storage/kinds.ts'
import { verifyUpload } from '../uploads/verify.ts'
import { checkEdgeModel } from '../workers/edge-models.ts'
import { getJob } from './get.ts'

type JobCreate = z.infer<typeof jobCreateSchema>

/** What one drawing costs, whatever its style. */
export const jobCost = 1

/**
 * Orders a drawing: debit, job, stages and delivery in one transaction, all or nothing. The same
 * `idempotencyKey` with the same input answers the job it made before, however many ask at once.
 * `countUse` is called for a new order only and within its transaction: what is refused or repeated was not counted.
 * Throws `not_found`, `upload_missing`, `unsupported_type`, `too_large`, `gone`, `insufficient_credits`,
 * `idempotency_mismatch`, `model_missing`, `storage_full`, `too_complex`, and what `countUse` throws.
 */
export async function createJob(
  ctx: ServiceContext,
  actor: Actor,
  input: JobCreate,
  { idempotencyKey, countUse }: { idempotencyKey?: string; countUse?: (tx: Tx) => Promise<void> } = {},
): Promise<Job> {
  const requestHash = hashOf(input)
  const before = idempotencyKey ? await findByKey(ctx, actor, idempotencyKey) : undefined
  if (before) return getJob(ctx, actor, sameRequest(before, requestHash))

  const { tier } = await readAccount(ctx, actor)
  checkCost(input.recipe, tier)
  await checkEdgeModel(ctx, input.recipe)
  const asset = await readAsset(ctx, actor, input.assetId)
  const verified = await verifyUpload(ctx, actor, asset)
  const id = await asService(ctx.db, async (tx) => {
    // Before anything else is locked: whoever counts what a person has takes this lock first.
    await lockHoldings(tx, actor)
    const made = await insertJob(tx, actor, input, { filename: asset.filename, requestHash, idempotencyKey })
    if (made.repeated) return made.id
    await requireRoom(ctx, tx, actor, { bytes: verified.bytes, besides: asset.id })
    await countUse?.(tx)
    const debit = await applyCredit(tx, {
      userId: actor.userId,
      kind: 'debit',
      amount: -jobCost,
      ref: made.id,
      jobId: made.id,
      note: `Drawing of ${asset.filename}`,
    })
    if (debit.outcome !== 'applied') throw new DomainError('insufficient_credits')
    await insertStages(tx, made.id, input)
    await markReady(tx, asset, verified)
    await ctx.queue.send(tx, { jobId: made.id, userId: actor.userId, tier, isLong: isLong(input.recipe) })
    return made.id
  })
  return getJob(ctx, actor, id)
}

/** Before anything is looked up or paid: what is more than one drawing may take is told what to turn. */
function checkCost(recipe: Recipe, tier: Tier): void {
  const problem = costProblemOf(recipe, tier)
  if (!problem) return
  const { sentence, paths } = problem
  throw new DomainError(
    'too_complex',
    `${sentence} Nothing was charged.`,
    paths.map((path) => ({ path, message: sentence })),
  )
}

async function readAsset(ctx: ServiceContext, actor: Actor, assetId: string) {
  const asset = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('assets')
      .select(['id', 'bucket', 'path', 'filename', 'bytes', 'status'])
      .select(sql<boolean>`expires_at <= now()`.as('isExpired'))
      .where('id', '=', assetId)
      .where('user_id', '=', actor.userId)
      .where('kind', '=', 'original')
      .executeTakeFirst(),
  )
  if (!asset) throw new DomainError('not_found')
  if (asset.isExpired) throw new DomainError('gone')
  return asset
}

/** A second one with the same key waits for the first to commit, then finds its row; a rolled-back first leaves none. */
async function insertJob(
  tx: Tx,
  actor: Actor,
  { assetId, recipe }: JobCreate,
  {
    filename,
    requestHash,
    idempotencyKey,
  }: { filename: string; requestHash: string; idempotencyKey?: string },
): Promise<{ id: string; repeated: boolean }> {
  const inserted = await tx
    .insertInto('jobs')
    .values({
      id: randomUUID(),
      user_id: actor.userId,
      asset_id: assetId,
      status: 'pending',
      style: recipe.style,
      recipe: JSON.stringify(recipe),
      filename,
      credit_cost: jobCost,
      idempotency_key: idempotencyKey ?? null,
      request_hash: idempotencyKey ? requestHash : null,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return { id: inserted.id, repeated: false }
  const first = await tx
    .selectFrom('jobs')
    .select(['id', 'request_hash'])
    .where('user_id', '=', actor.userId)
    .where('idempotency_key', '=', idempotencyKey ?? '')
    .executeTakeFirstOrThrow()
  return { id: sameRequest(first, requestHash), repeated: true }
}

async function insertStages(tx: Tx, jobId: string, { recipe }: JobCreate): Promise<void> {
  const rows = stagesOf(recipe).map((name, position) => ({ job_id: jobId, name, position }))
  await tx.insertInto('job_stages').values(rows).execute()
}

/** The first job made from an upload fixes what it is and how long it is kept. */
async function markReady(
  tx: Tx,
  asset: { id: string; status: string },
  { contentType, bytes }: { contentType: string; bytes: number },
): Promise<void> {
  if (asset.status === 'ready') return
  await tx
    .updateTable('assets')
    .set({
      status: 'ready',
      content_type: contentType,
      bytes,
      expires_at: hoursFromNow(assetKinds.original.keepHours),
    })
    .where('id', '=', asset.id)
    .where('status', '=', 'pending')
    .execute()
}

function findByKey(ctx: ServiceContext, actor: Actor, key: string) {
  return asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('jobs')
      .select(['id', 'request_hash'])
      .where('user_id', '=', actor.userId)
      .where('idempotency_key', '=', key)
      .executeTakeFirst(),
  )
}

function sameRequest(job: { id: string; request_hash: string | null }, requestHash: string): string {
  if (job.request_hash !== requestHash) throw new DomainError('idempotency_mismatch')
  return job.id
}

/** The input has been parsed, so its keys have one order and defaults are filled in. */
function hashOf(input: JobCreate): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex')
}
