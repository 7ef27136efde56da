import { sql } from 'kysely'
import type { Db } from '../database.ts'

/**
 * Notes that a new code is mailed to `mailbox`. False where the one before is unused and so young that it stays: a
 * minute, ten minutes once ten in a row were not used. One statement: of many at once, one is told true.
 */
export async function startSignInCode(tx: Db, mailbox: string): Promise<boolean> {
  const { rows } = await sql`
    insert into public.sign_in_codes as code (mailbox) values (${mailbox})
    on conflict (mailbox) do update
      set id = gen_random_uuid(), mailed_at = clock_timestamp(), wrong = 0, unused = code.unused + 1
      where code.mailed_at <= clock_timestamp() - make_interval(mins => case when code.unused < 10 then 1 else 10 end)
    returning id`.execute(tx)
  return rows.length > 0
}

/** Counts one guess at the mailbox's code, before it is known to be wrong. The code's id; null when it has had `most`. */
export async function guessSignInCode(tx: Db, mailbox: string, most: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into public.sign_in_codes as code (mailbox, mailed_at, wrong, unused) values (${mailbox}, '-infinity', 1, 0)
    on conflict (mailbox) do update set wrong = code.wrong + 1 where code.wrong < ${most}
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}

/** Takes one guess back: it could not be tried. */
export async function unguessSignInCode(tx: Db, mailbox: string): Promise<void> {
  await sql`update public.sign_in_codes set wrong = wrong - 1 where mailbox = ${mailbox} and wrong > 0`.execute(
    tx,
  )
}

/** Forgets the mailbox's code: it was used, or its mail never left. */
export async function forgetSignInCode(tx: Db, mailbox: string): Promise<void> {
  await tx.deleteFrom('sign_in_codes').where('mailbox', '=', mailbox).execute()
}

/** Removes what is kept of codes that stopped working long ago. */
export async function deleteOldSignInCodes(tx: Db): Promise<void> {
  await tx.deleteFrom('sign_in_codes').where('mailed_at', '<', sql<Date>`now() - interval '1 day'`).execute()
}
