import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, asActor } from './access.ts'
import type { StorageContext } from './context.ts'

export const listSchema = z.object({
  prefix: z.string().default(''),
  limit: z.number().int().min(1).max(1000).default(100),
  offset: z.number().int().min(0).default(0),
  search: z.string().default(''),
  sortBy: z
    .object({
      column: z.enum(['name', 'created_at', 'updated_at']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    })
    .nullish(),
})

/** One page of a folder: its objects, and its folders as entries without an id. */
export async function listObjects(
  { db }: StorageContext,
  actor: Actor,
  bucket: string,
  options: z.infer<typeof listSchema>,
): Promise<Record<string, unknown>[]> {
  const { limit, offset, search } = options
  const prefix = options.prefix.replace(/^\/+|\/+$/g, '')
  const folder = prefix ? `${prefix}/` : ''
  const column = options.sortBy?.column ?? 'name'
  const descending = options.sortBy?.order === 'desc'
  const { rows } = await asActor(db, actor, (tx) =>
    sql<Record<string, unknown>>`
      with below as (
        select *, substr(name, ${folder.length + 1}::int) as rest from storage.objects
        where bucket_id = ${bucket} and starts_with(name, ${folder})
      ), entries as (
        select rest as name, id, created_at, updated_at, last_accessed_at, metadata from below
        where strpos(rest, '/') = 0
        union all
        select distinct split_part(rest, '/', 1), null::uuid, null::timestamptz, null::timestamptz,
          null::timestamptz, null::jsonb
        from below where strpos(rest, '/') > 0
      )
      select * from entries where starts_with(lower(name), lower(${search}))
      order by ${sql.ref(column)} ${descending ? sql`desc` : sql`asc`}, name
      limit ${limit} offset ${offset}`.execute(tx),
  )
  return rows
}
