import { sql } from 'kysely'
import type { CreditEventKind } from '../database.gen.ts'
import type { Db } from '../database.ts'

export interface CreditChange {
  userId: string
  kind: CreditEventKind
  /** Signed, in credits: a debit is negative, an adjustment either, the rest positive. */
  amount: number
  /** What caused it, once per kind: a second change with the same kind and ref does nothing. */
  ref: string
  jobId?: string
  /** A few words for the user; they may name a file, so what does not fit is cut, never refused. */
  note: string
}

/** As the table has it, in characters. */
const longestNote = 255

export interface CreditOutcome {
  outcome: 'applied' | 'duplicate' | 'insufficient'
  /** Credits to spend, after the change or as they stand. */
  balance: number
  /** Credits owed, after the change or as they stand. */
  debt: number
}

/**
 * Moves credits: one ledger event and the balance with it, or nothing. The user's credits row stays locked until the
 * transaction ends, so changes of one user queue up. Throws when the user has no credits row.
 */
export async function applyCredit(tx: Db, change: CreditChange): Promise<CreditOutcome> {
  const { rows } = await sql<CreditOutcome>`
    select outcome, balance, debt from private.apply_credit(
      ${change.userId}::uuid, ${change.kind}::public.credit_event_kind, ${change.amount}::integer,
      ${change.ref}, ${change.jobId ?? null}::uuid, ${cut(change.note)})`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('private.apply_credit answered no row, expected one')
  return row
}

function cut(note: string): string {
  const characters = [...note]
  return characters.length <= longestNote ? note : `${characters.slice(0, longestNote - 1).join('')}…`
}

/** What a user can spend and what they owe; undefined for a user who is not there or not visible. */
export function findCredits(db: Db, userId: string) {
  return db.selectFrom('credits').select(['balance', 'debt']).where('user_id', '=', userId).executeTakeFirst()
}
