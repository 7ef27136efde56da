import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import type { Tx } from '../database/connect.ts'
import { type Actor, asActor, become, ownerOf } from './access.ts'
import { receiveFile } from './body.ts'
import { findBucket } from './buckets.ts'
import { largestFileBytes, type ObjectMetadata, type StorageContext } from './context.ts'
import { isRefused, StorageError } from './error.ts'
import { checkObjectName, isTypeAllowed } from './names.ts'

export interface Place {
  bucket: string
  name: string
}

class Undo extends Error {}

/**
 * Asks the policies whether the actor may write there, by writing the row and taking it back. Throws as the write
 * would, for as many bytes as are `announced`. Done before a byte is read, and before leave to upload is signed away.
 */
export async function checkMayWrite(
  { db }: StorageContext,
  actor: Actor,
  place: Place,
  upsert: boolean,
  announcedBytes = 0,
): Promise<void> {
  checkObjectName(place.name)
  await findBucket(db, place.bucket)
  const metadata = metadataOf({ bytes: announcedBytes, etag: '""' }, 'application/octet-stream', 'no-cache')
  try {
    await asActor(db, actor, async (tx) => {
      await writeRow(tx, actor, place, { version: randomUUID(), metadata, userMetadata: null }, upsert)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
}

/**
 * Takes a file in: streams it to disk within the bucket's size and type limits, then writes the row as the actor. The
 * bytes come first and the row decides; what is left over when either fails is removed.
 */
export async function storeObject(
  context: StorageContext,
  req: IncomingMessage,
  actor: Actor,
  place: Place,
  upsert: boolean,
): Promise<{ Id: string; Key: string }> {
  const { db, blobs } = context
  checkObjectName(place.name)
  const bucket = await findBucket(db, place.bucket)
  const limitBytes = Math.min(bucket.file_size_limit ?? largestFileBytes, largestFileBytes)
  return receiveFile(req, limitBytes, async (file) => {
    const { contentType, cacheControl, userMetadata } = file
    if (!isTypeAllowed(contentType, bucket.allowed_mime_types)) {
      throw new StorageError(415, 'invalid_mime_type', `mime type ${contentType} is not supported`)
    }
    const blob = await blobs.write(file.stream, limitBytes)
    const metadata = metadataOf(blob, contentType, cacheControl)
    try {
      const written = await db.transaction().execute(async (tx) => {
        // Whoever replaces an object removes the bytes that the row named at that moment, so it is locked first.
        const { rows } = await sql<{ version: string }>`
          select version from storage.objects
          where bucket_id = ${place.bucket} and name = ${place.name} for update`.execute(tx)
        await become(tx, actor)
        const row = { version: blob.version, metadata, userMetadata }
        return { id: await writeRow(tx, actor, place, row, upsert), replaced: rows[0]?.version }
      })
      await blobs.remove(written.replaced)
      return { Id: written.id, Key: `${place.bucket}/${place.name}` }
    } catch (error) {
      if (isRefused(error)) await blobs.remove(blob.version)
      throw error
    }
  })
}

/** Writes the row of an object as whoever the transaction is; answers its id. */
export async function writeRow(
  tx: Tx,
  actor: Actor,
  place: Place,
  row: { version: string; metadata: ObjectMetadata; userMetadata: Record<string, unknown> | null },
  upsert: boolean,
): Promise<string> {
  const owner = ownerOf(actor)
  const userMetadata = row.userMetadata ? JSON.stringify(row.userMetadata) : null
  const { rows } = await sql<{ id: string }>`
    insert into storage.objects (bucket_id, name, owner, owner_id, metadata, user_metadata, version)
    values (${place.bucket}, ${place.name}, ${owner}, ${owner}, ${JSON.stringify(row.metadata)},
      ${userMetadata}::text::jsonb, ${row.version})
    ${
      upsert
        ? sql`on conflict (bucket_id, name) do update set metadata = excluded.metadata, version = excluded.version,
            user_metadata = excluded.user_metadata, updated_at = now()`
        : sql``
    }
    returning id`.execute(tx)
  const [written] = rows
  if (!written) throw new StorageError(403, 'Unauthorized', 'new row violates row-level security policy')
  return written.id
}

function metadataOf(
  blob: { bytes: number; etag: string },
  mimetype: string,
  cacheControl: string,
): ObjectMetadata {
  return {
    eTag: blob.etag,
    size: blob.bytes,
    mimetype,
    cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: blob.bytes,
    httpStatusCode: 200,
  }
}
