import type { Db } from '../database/connect.ts'
import type { Secrets } from '../secrets.ts'
import type { Blobs } from './blobs.ts'

/** What every storage verb works with. */
export interface StorageContext {
  /** As `supabase_storage_admin`, which owns the tables and becomes the actor for what policies decide. */
  db: Db
  blobs: Blobs
  secrets: Secrets
}

export interface ObjectRow {
  id: string
  bucket_id: string
  name: string
  version: string
  owner_id: string | null
  metadata: ObjectMetadata
  user_metadata: Record<string, unknown> | null
  created_at: string
  updated_at: string
  last_accessed_at: string
}

export interface ObjectMetadata {
  eTag: string
  size: number
  mimetype: string
  cacheControl: string
  lastModified: string
  contentLength: number
  httpStatusCode: number
}

/** No file of this backend may be larger, whatever its bucket says. */
export const largestFileBytes = 200 << 20
