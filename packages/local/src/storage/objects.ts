import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../database/connect.ts'
import { type Actor, asActor } from './access.ts'
import type { ObjectRow, StorageContext } from './context.ts'
import { isRefused, objectNotFound, StorageError } from './error.ts'
import { signLink } from './link.ts'
import { checkObjectName } from './names.ts'
import { type Place, writeRow } from './upload.ts'

/** The object as far as the actor may see it. Throws StorageError 404. */
export function findObject({ db }: StorageContext, actor: Actor, place: Place): Promise<ObjectRow> {
  return asActor(db, actor, (tx) => selectObject(tx, place))
}

async function selectObject(tx: Tx, place: Place): Promise<ObjectRow> {
  const { rows } = await sql<ObjectRow>`
    select * from storage.objects where bucket_id = ${place.bucket} and name = ${place.name}`.execute(tx)
  const [row] = rows
  if (!row?.version) throw objectNotFound()
  return row
}

/** What `info()` gives. */
export function describeObject(object: ObjectRow): Record<string, unknown> {
  const { metadata } = object
  return {
    id: object.id,
    name: object.name,
    version: object.version,
    bucket_id: object.bucket_id,
    size: metadata.size,
    content_type: metadata.mimetype,
    cache_control: metadata.cacheControl,
    etag: metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: object.updated_at,
    created_at: object.created_at,
  }
}

/** The path of a link to an object, encoded by supabase-js. */
export function downloadPath({ secrets }: StorageContext, place: Place, ttlSeconds: number): string {
  const token = signLink({ purpose: 'download', ...place }, secrets.storageSecret, ttlSeconds)
  return `/object/sign/${place.bucket}/${place.name}?token=${token}`
}

/** Links to several objects; those the actor may not see come back with an error each. */
export async function signMany(
  context: StorageContext,
  actor: Actor,
  bucket: string,
  names: string[],
  ttlSeconds: number,
): Promise<{ path: string; error: string | null; signedURL: string | null }[]> {
  const { rows } = await asActor(context.db, actor, (tx) =>
    sql<{ name: string }>`
      select name from storage.objects where bucket_id = ${bucket} and name = any(${names})`.execute(tx),
  )
  const seen = new Set(rows.map((row) => row.name))
  return names.map((name) => {
    if (seen.has(name)) {
      return { path: name, error: null, signedURL: downloadPath(context, { bucket, name }, ttlSeconds) }
    }
    const error = 'Either the object does not exist or you do not have access to it'
    return { path: name, error, signedURL: null }
  })
}

/** Removes the objects the actor may remove, rows first, and answers them. */
export async function removeObjects(
  { db, blobs }: StorageContext,
  actor: Actor,
  bucket: string,
  names: string[],
): Promise<ObjectRow[]> {
  const { rows } = await asActor(db, actor, (tx) =>
    sql<ObjectRow>`
      delete from storage.objects where bucket_id = ${bucket} and name = any(${names}) returning *`.execute(
      tx,
    ),
  )
  for (const row of rows) await blobs.remove(row.version)
  return rows
}

export const transferSchema = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().optional(),
})
type Transfer = z.infer<typeof transferSchema>

/** Renames an object: its bytes stay where they are. */
export async function moveObject({ db }: StorageContext, actor: Actor, transfer: Transfer): Promise<void> {
  const { bucketId, sourceKey, destinationKey, destinationBucket = bucketId } = transfer
  checkObjectName(destinationKey)
  const moved = await asActor(db, actor, async (tx) => {
    const { id } = await selectObject(tx, { bucket: bucketId, name: sourceKey })
    return sql`
      update storage.objects set bucket_id = ${destinationBucket}, name = ${destinationKey}, updated_at = now()
      where id = ${id} returning id`.execute(tx)
  })
  if (moved.rows.length === 0)
    throw new StorageError(403, 'Unauthorized', 'new row violates row-level security policy')
}

/** Copies an object, bytes and all. */
export async function copyObject(
  { db, blobs }: StorageContext,
  actor: Actor,
  transfer: Transfer,
): Promise<{ Id: string; Key: string }> {
  const { bucketId, sourceKey, destinationKey, destinationBucket = bucketId } = transfer
  checkObjectName(destinationKey)
  const source = await asActor(db, actor, (tx) => selectObject(tx, { bucket: bucketId, name: sourceKey }))
  const version = await blobs.copy(source.version)
  const place = { bucket: destinationBucket, name: destinationKey }
  try {
    const row = { version, metadata: source.metadata, userMetadata: source.user_metadata }
    const id = await asActor(db, actor, (tx) => writeRow(tx, actor, place, row, false))
    return { Id: id, Key: `${place.bucket}/${place.name}` }
  } catch (error) {
    if (isRefused(error)) await blobs.remove(version)
    throw error
  }
}
