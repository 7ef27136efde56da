import { asUser, type Tx } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { createBell } from '../jobs/bell.ts'
import { isWorkerAlive } from '../workers/alive.ts'
import { exportFailureSchema } from './failures.ts'

export type ExportWait = {
  /** When it aborts nobody waits any more; the file is written all the same. */
  readonly signal?: AbortSignal
  /** How long an answer may take at all, and where no worker lives. */
  readonly waitMs?: number
  readonly aloneMs?: number
  /** Counts one use, in the transaction that orders a file to be written: one that is found or joined is free. */
  readonly countUse?: (tx: Tx) => Promise<void>
}

/** How long until a look of one's own: soon when nobody would call, else as a backstop. */
const pollMs = { listening: 5_000, alone: 1_000 }

/**
 * Resolves with the asset's id when the export has completed. Throws what it failed with, `not_found` where it went with its job,
 * `being_written` when it takes longer than a request may, and `unavailable` where no worker is there to write it.
 */
export async function awaitExport(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  { signal, waitMs = 50_000, aloneMs = 10_000 }: ExportWait = {},
): Promise<string> {
  const bell = createBell()
  const unsubscribe = ctx.events.subscribe(id, bell.ring)
  signal?.addEventListener('abort', bell.ring)
  const start = performance.now()
  try {
    for (;;) {
      const assetId = await findEnd(ctx, actor, id)
      if (assetId) return assetId
      const waitedMs = performance.now() - start
      if (signal?.aborted || waitedMs >= waitMs) throw stillBeingWritten()
      if (waitedMs >= aloneMs && !(await isWorkerAlive(ctx))) throw noWorker()
      const { listening, alone } = pollMs
      const limitMs = Math.min(waitMs, waitedMs < aloneMs ? aloneMs : waitMs) - waitedMs
      await bell.wait(Math.min(limitMs, ctx.events.listening() ? listening : alone))
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', bell.ring)
  }
}

async function findEnd(ctx: ServiceContext, actor: Actor, id: string): Promise<string | null> {
  const row = await asUser(ctx.db, actor.userId, (tx) =>
    tx
      .selectFrom('exports')
      .select(['asset_id', 'failure_code', 'failure'])
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst(),
  )
  if (!row) throw new DomainError('not_found')
  if (row.failure_code !== null) throw failureOf(row.failure_code, row.failure ?? undefined)
  return row.asset_id
}

function failureOf(code: string, sentence: string | undefined): DomainError {
  const known = exportFailureSchema.safeParse(code)
  if (!known.success) return new DomainError('internal')
  const issues =
    known.data === 'invalid_request' && sentence ? [{ path: 'device', message: sentence }] : undefined
  return new DomainError(known.data, sentence, issues)
}

function stillBeingWritten(): DomainError {
  const sentence = 'The file is still being written. Ask again: what is done goes on.'
  return new DomainError('being_written', sentence, undefined, { retryAfterSeconds: 2 })
}

function noWorker(): DomainError {
  const sentence = 'Nothing is there to write files at the moment. Try again in a minute.'
  return new DomainError('unavailable', sentence, undefined, { retryAfterSeconds: 30 })
}
