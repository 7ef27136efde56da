import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/connect.ts'
import { type Actor, asActor } from './access.ts'
import type { StorageContext } from './context.ts'
import { bucketNotFound, StorageError } from './error.ts'
import { isObjectName } from './names.ts'

export interface Bucket {
  id: string
  name: string
  public: boolean
  /** Bytes; null has no limit of its own. */
  file_size_limit: number | null
  allowed_mime_types: string[] | null
}

const sizes: Record<string, number> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
}
const sizeLimit = z
  .union([z.number().int().positive(), z.string().regex(/^\d+(\.\d+)?\s*([KMG]i?)?B$/i)])
  .nullish()
  .transform((value) => {
    if (typeof value !== 'string') return value ?? null
    const unit = value.replace(/[\d.\s]/g, '').toUpperCase()
    return Math.floor(Number.parseFloat(value) * (sizes[unit] ?? 1))
  })

const settings = {
  public: z.boolean().default(false),
  file_size_limit: sizeLimit,
  allowed_mime_types: z.array(z.string()).nullish(),
}
const bucketName = z
  .string()
  .max(100)
  .refine((name) => isObjectName(name) && !name.includes('/'))
export const newBucketSchema = z.object({ id: bucketName.optional(), name: bucketName, ...settings })
export const bucketSettingsSchema = z.object(settings)

/** The bucket, whatever the policies say: limits hold for everyone. Throws StorageError 404. */
export async function findBucket(db: Db, id: string): Promise<Bucket> {
  const { rows } = await sql<Bucket>`
    select id, name, public, file_size_limit::float8, allowed_mime_types
    from storage.buckets where id = ${id}`.execute(db)
  const [bucket] = rows
  if (!bucket) throw bucketNotFound()
  return bucket
}

/** The buckets the actor may see. */
export async function listBuckets({ db }: StorageContext, actor: Actor, id?: string): Promise<Bucket[]> {
  const { rows } = await asActor(db, actor, (tx) =>
    sql<Bucket>`
      select id, name, owner, public, file_size_limit::float8, allowed_mime_types, created_at, updated_at
      from storage.buckets ${id === undefined ? sql`` : sql`where id = ${id}`} order by name`.execute(tx),
  )
  return rows
}

export async function createBucket(
  { db }: StorageContext,
  actor: Actor,
  input: z.infer<typeof newBucketSchema>,
): Promise<{ name: string }> {
  const id = input.id ?? input.name
  const types = input.allowed_mime_types ?? null
  await asActor(db, actor, (tx) =>
    sql`
      insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
      values (${id}, ${input.name}, ${input.public}, ${input.file_size_limit}, ${types})`.execute(tx),
  )
  return { name: id }
}

export async function updateBucket(
  { db }: StorageContext,
  actor: Actor,
  id: string,
  input: z.infer<typeof bucketSettingsSchema>,
): Promise<void> {
  const { rows } = await asActor(db, actor, (tx) =>
    sql`
      update storage.buckets set public = ${input.public}, file_size_limit = ${input.file_size_limit},
        allowed_mime_types = ${input.allowed_mime_types ?? null}, updated_at = now()
      where id = ${id} returning id`.execute(tx),
  )
  if (rows.length === 0) throw bucketNotFound()
}

/** Removes a bucket that is empty. */
export async function deleteBucket({ db }: StorageContext, actor: Actor, id: string): Promise<void> {
  const filled = await sql`select 1 from storage.objects where bucket_id = ${id} limit 1`.execute(db)
  if (filled.rows.length > 0)
    throw new StorageError(409, 'InvalidRequest', 'The bucket you tried to delete is not empty')
  const removed = await asActor(db, actor, (tx) =>
    sql`delete from storage.buckets where id = ${id} returning id`.execute(tx),
  )
  if (removed.rows.length === 0) throw bucketNotFound()
}
