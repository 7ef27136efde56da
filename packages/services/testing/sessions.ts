import { sql } from 'kysely'
import type { ServiceContext } from '../src/context.ts'

const whose = (email: string) => sql`(select id from auth.users where email = ${email})`

/** What another process, or the auth service itself, may do to the sessions of a person without a word to us. */
export const elsewhere = {
  endSessions: ({ db }: ServiceContext, email: string) =>
    sql`delete from auth.sessions where user_id = ${whose(email)}`.execute(db),
  leaveUnused: ({ db }: ServiceContext, email: string, days: number) =>
    sql`update auth.sessions set created_at = now() - make_interval(days => ${days}), refreshed_at = null
      where user_id = ${whose(email)}`.execute(db),
  shutOut: ({ db }: ServiceContext, email: string) =>
    sql`update auth.users set banned_until = now() + interval '1 day' where email = ${email}`.execute(db),
}
