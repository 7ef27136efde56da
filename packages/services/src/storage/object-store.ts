import type { SupabaseClient } from '@supabase/supabase-js'
import { z } from 'zod'
import type { Bucket } from './kinds.ts'
import { refusalOf, StorageRefusal } from './refusal.ts'

export type SignedUrl = { readonly url: string; readonly expiresAt: string }

/** Files in our private buckets, read and written with the server's secret key. Paths are `userId/assetId.ext`. */
export type ObjectStore = {
  /** A URL that takes one PUT of the raw file, for two hours. */
  signUpload: (bucket: Bucket, path: string) => Promise<SignedUrl>
  /** A URL that answers the file for `seconds`; with `filename` browsers save it under that name. */
  signDownload: (
    bucket: Bucket,
    path: string,
    options?: { seconds?: number; filename?: string },
  ) => Promise<SignedUrl>
  /** The same for many paths of a bucket in one call; a path that is not there is left out. */
  signDownloads: (bucket: Bucket, paths: readonly string[]) => Promise<Map<string, string>>
  /** The first `bytes` of a file and its whole size, or null where there is no such file. */
  readHead: (
    bucket: Bucket,
    path: string,
    bytes: number,
  ) => Promise<{ head: Uint8Array; size: number } | null>
  /** The whole file, or null where there is none. */
  download: (bucket: Bucket, path: string, signal?: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | null>
  /** Throws `StorageRefusal` for a file that the bucket does not take. */
  upload: (bucket: Bucket, path: string, bytes: Uint8Array, contentType: string) => Promise<void>
  /** Removes files; those that are not there count as removed. */
  remove: (bucket: Bucket, paths: readonly string[]) => Promise<void>
  /** Every file directly under a folder of the bucket, as full paths. */
  list: (bucket: Bucket, folder: string) => Promise<string[]>
}

/** How long a signed upload takes a file. */
export const uploadSeconds = 2 * 3600
const downloadSeconds = 3600
const removeAtOnce = 100
const listAtOnce = 1000

/** An object store on Supabase storage (hosted, or the embedded endpoint that speaks the same). */
export function createObjectStore(
  client: SupabaseClient,
  { supabaseUrl, secretKey, publicUrl }: { supabaseUrl: string; secretKey: string; publicUrl: string },
): ObjectStore {
  /** A link as browsers can follow it. */
  const forBrowsers = (url: string) => url.replace(supabaseUrl, publicUrl)
  const expiry = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

  /** supabase-js has no ranged read, so these two go to the same endpoint by hand. */
  const read = (bucket: Bucket, path: string, headers: Record<string, string>, signal: AbortSignal) =>
    fetch(`${supabaseUrl}/storage/v1/object/authenticated/${bucket}/${path}`, {
      headers: { apikey: secretKey, authorization: `Bearer ${secretKey}`, ...headers },
      signal,
    })

  return {
    async signUpload(bucket, path) {
      const { data, error } = await client.storage.from(bucket).createSignedUploadUrl(path)
      if (error) throw storageError('sign an upload to', bucket, error)
      return { url: forBrowsers(data.signedUrl), expiresAt: expiry(uploadSeconds) }
    },
    async signDownload(bucket, path, { seconds = downloadSeconds, filename } = {}) {
      const options = filename ? { download: filename } : undefined
      const { data, error } = await client.storage.from(bucket).createSignedUrl(path, seconds, options)
      if (error) throw storageError('sign a download from', bucket, error)
      return { url: forBrowsers(data.signedUrl), expiresAt: expiry(seconds) }
    },
    async signDownloads(bucket, paths) {
      if (paths.length === 0) return new Map()
      const { data, error } = await client.storage.from(bucket).createSignedUrls([...paths], downloadSeconds)
      if (error) throw storageError('sign downloads from', bucket, error)
      const found = data.flatMap(({ path, signedUrl }) =>
        path && signedUrl ? [[path, forBrowsers(signedUrl)] as const] : [],
      )
      return new Map(found)
    },
    async readHead(bucket, path, bytes) {
      const response = await read(
        bucket,
        path,
        { range: `bytes=0-${bytes - 1}` },
        AbortSignal.timeout(20_000),
      )
      if (response.status === 416) {
        await response.body?.cancel()
        return { head: new Uint8Array(), size: 0 }
      }
      if (!response.ok) return missingOrThrow(response, `a ranged read of ${bucket}`)
      const size = sizeOf(response)
      return { head: await firstBytes(response, bytes), size }
    },
    async download(bucket, path, signal) {
      const limit = AbortSignal.timeout(120_000)
      const response = await read(bucket, path, {}, signal ? AbortSignal.any([signal, limit]) : limit)
      if (!response.ok) return missingOrThrow(response, `a file of ${bucket}`)
      return new Uint8Array(await response.arrayBuffer())
    },
    async upload(bucket, path, bytes, contentType) {
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const { error } = await client.storage.from(bucket).upload(path, body, { contentType, upsert: true })
      if (error) throw storageError('upload to', bucket, error)
    },
    async remove(bucket, paths) {
      for (let start = 0; start < paths.length; start += removeAtOnce) {
        const { error } = await client.storage.from(bucket).remove(paths.slice(start, start + removeAtOnce))
        if (error) throw storageError('remove from', bucket, error)
      }
    },
    async list(bucket, folder) {
      const found: string[] = []
      for (;;) {
        const { data, error } = await client.storage
          .from(bucket)
          .list(folder, { limit: listAtOnce, offset: found.length })
        if (error) throw storageError('list', bucket, error)
        found.push(...data.map(({ name }) => (folder ? `${folder}/${name}` : name)))
        if (data.length < listAtOnce) return found
      }
    },
  }
}

function storageError(verb: string, bucket: Bucket, cause: Error): Error {
  const message = `Could not ${verb} the bucket ${bucket}: ${cause.message}`
  const refusal = refusalOf(cause)
  return refusal ? new StorageRefusal(refusal, message, { cause }) : new Error(message, { cause })
}

const refusalSchema = z.object({ code: z.string().optional(), message: z.string().optional() })

/**
 * Null for an answer that says the file is not there; throws on every other refusal. The status cannot tell: storage
 * answers a missing file, an invalid key and a bad signature alike by 400, and says which only in
 * the body, newer servers by a `code`, older ones by the message alone.
 */
async function missingOrThrow(response: Response, expected: string): Promise<null> {
  const body = await response.json().catch(() => null)
  const { code, message } = refusalSchema.safeParse(body).data ?? {}
  if (code === undefined ? message === 'Object not found' : code === 'NoSuchKey') return null
  const said = [`HTTP ${response.status}`, code ?? message].filter(Boolean).join(', ')
  throw new Error(`Expected ${expected}, got ${said}.`)
}

function sizeOf(response: Response): number {
  const whole = response.headers.get('content-range')?.split('/')[1] ?? response.headers.get('content-length')
  const size = Number(whole)
  if (!Number.isSafeInteger(size)) throw new Error(`Expected the size of a stored file, got ${whole}.`)
  return size
}

/** Reads no more than it must: a server that ignores the range is not asked for the rest. */
async function firstBytes(response: Response, bytes: number): Promise<Uint8Array> {
  const head = new Uint8Array(bytes)
  let filled = 0
  const reader = response.body?.getReader()
  while (reader && filled < bytes) {
    const { done, value } = await reader.read()
    if (done) break
    const part = value.subarray(0, bytes - filled)
    head.set(part, filled)
    filled += part.length
  }
  await reader?.cancel()
  return head.subarray(0, filled)
}
