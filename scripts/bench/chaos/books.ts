import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createDatabase, sql } from '../../../packages/db/src/index.ts'

export type Books = {
  completed: number
  failed: number
  unended: number
  failedUnrefunded: number
  doublePayments: number
  wrongBalances: number
  rowsLeft: number
  filesLeft: number
}

/** Makes everything that only time would sweep old enough to be swept. */
export async function age(superuserUrl: string): Promise<void> {
  const db = createDatabase({ url: superuserUrl, max: 1 })
  try {
    await sql`update public.assets set expires_at = expires_at - interval '4 hours' where status = 'pending'`.execute(
      db,
    )
    await sql`update storage.objects set created_at = created_at - interval '4 hours'`.execute(db)
    await sql`update public.assets set created_at = created_at - interval '4 hours'`.execute(db)
  } finally {
    await db.destroy()
  }
}

/** What was promised, counted: every number but the first two is to be 0. */
export async function readBooks(url: string, storageFolder: string): Promise<Books> {
  const db = createDatabase({ url, max: 2 })
  const count = async (query: ReturnType<typeof sql<{ n: string }>>) =>
    Number((await query.execute(db)).rows[0]?.n)
  try {
    const known = await sql<{ version: string }>`select version from storage.objects`.execute(db)
    const versions = new Set(known.rows.map(({ version }) => version))
    const files = (await readdir(storageFolder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    return {
      completed: await count(sql`select count(*) as n from jobs where status = 'completed'`),
      failed: await count(sql`select count(*) as n from jobs where status = 'failed'`),
      unended: await count(sql`select count(*) as n from jobs where status not in ('completed', 'failed')`),
      failedUnrefunded: await count(
        sql`select count(*) as n from jobs where status = 'failed' and not refunded`,
      ),
      doublePayments: await count(sql`
        select count(*) as n from jobs where credit_cost <> (
          select -coalesce(sum(amount), 0) from credit_events where job_id = jobs.id and kind = 'debit')
        or (select coalesce(sum(amount), 0) from credit_events where job_id = jobs.id and kind = 'refund')
          <> case when status in ('failed', 'cancelled') then credit_cost else 0 end`),
      wrongBalances: await count(sql`
        select count(*) as n from credits where balance - debt <> (
          select coalesce(sum(amount), 0) from credit_events where credit_events.user_id = credits.user_id)`),
      rowsLeft:
        (await count(sql`select count(*) as n from assets where status = 'pending'
          or (kind <> 'original' and not exists (
            select from jobs where jobs.id = assets.job_id and jobs.status = 'completed'))`)) +
        (await count(sql`select count(*) as n from pgboss.job
          where name in ('draw', 'draw-dead', 'write', 'write-dead') and state in ('created', 'retry', 'active')`)),
      filesLeft:
        files.filter(({ name }) => !versions.has(name)).length +
        [...versions].filter((version) => !files.some(({ name }) => name === version)).length,
    }
  } finally {
    await db.destroy()
  }
}

/** Where the orders stand that have no end yet, for a look at a run that got stuck: a line for each kind. */
export async function describeWaiting(url: string): Promise<string[]> {
  const db = createDatabase({ url, max: 1 })
  try {
    const { rows } = await sql<{ said: string }>`
      select concat_ws(' ', count(*), 'jobs', jobs.status, 'with a delivery', coalesce(delivery.state::text, 'missing'),
        'retried', min(delivery.retry_count), '…', max(delivery.retry_count), 'begun', min(jobs.attempt), '…', max(jobs.attempt),
        'next in', round(extract(epoch from max(delivery.start_after) - now())), 's') as said
      from jobs left join pgboss.job as delivery on delivery.id = jobs.id
      where jobs.status in ('pending', 'processing')
      group by jobs.status, delivery.state`.execute(db)
    return rows.map(({ said }) => said)
  } finally {
    await db.destroy()
  }
}

export const storageFolderOf = (dataDir: string) => join(dataDir, 'storage')
