import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from '@supabase/supabase-js'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { testContext } from '../../testing/index.ts'
import { assetKinds } from './kinds.ts'
import { createObjectStore } from './object-store.ts'
import { StorageRefusal } from './refusal.ts'

const { ctx } = await testContext('shared')

describe('a read', () => {
  it('answers null for a file that is not there', async () => {
    expect(await ctx.storage.download('originals', 'nobody/nothing.png')).toBeNull()
    expect(await ctx.storage.readHead('originals', 'nobody/nothing.png', 8)).toBeNull()
  })
})

/** Answers as hosted storage does, old and new; each request's path names the answer it wants. */
const answers: Record<string, [status: number, body: string]> = {
  'old-missing': [400, '{"statusCode":"404","error":"not_found","message":"Object not found"}'],
  'new-missing': [404, '{"code":"NoSuchKey","message":"The specified key does not exist."}'],
  'bad-signature': [400, '{"statusCode":"403","error":"Unauthorized","message":"jws must be a compact JWS"}'],
  'invalid-key': [400, '{"statusCode":"400","error":"InvalidKey","message":"Invalid key: a"}'],
  'other-code': [404, '{"code":"NoSuchBucket","message":"Object not found"}'],
  'no-route': [404, '{"statusCode":404,"error":"Not Found","message":"Route GET:/ not found"}'],
  'too-large': [413, '{"statusCode":"413","error":"Payload too large","message":"The object exceeded"}'],
  'old-too-large': [400, '{"statusCode":"413","error":"Payload too large","message":"The object exceeded"}'],
  'new-too-large': [400, '{"code":"EntityTooLarge","message":"The object exceeded the maximum size"}'],
  'bad-type': [
    400,
    '{"statusCode":"415","error":"invalid_mime_type","message":"mime type a is not supported"}',
  ],
  full: [507, '{"statusCode":"507","error":"Insufficient Storage","message":"No space"}'],
  down: [503, ''],
  'a-proxy': [400, '<html>Bad Request</html>'],
}

describe('what storage answers', async () => {
  const server = createServer((req, res) => {
    const [status, body] = answers[req.url?.split('/').at(-1) ?? ''] ?? [500, '']
    res.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const store = createObjectStore(createClient(url, 'secret'), {
    supabaseUrl: url,
    secretKey: 'secret',
    publicUrl: url,
  })

  it.each(Object.keys(answers))('%s is a missing file only where it says so', async (name) => {
    for (const read of [store.download('originals', name), store.readHead('originals', name, 8)]) {
      if (name.endsWith('-missing')) expect(await read).toBeNull()
      else await expect(read).rejects.toThrow(`got HTTP ${answers[name]?.[0]}`)
    }
  })

  it.each([
    ['too-large', 'too_large'],
    ['old-too-large', 'too_large'],
    ['new-too-large', 'too_large'],
    ['bad-type', 'unsupported_type'],
    ['full', undefined],
    ['down', undefined],
    ['bad-signature', undefined],
  ])('an upload answered %s is refused for good as %s', async (name, code) => {
    const error = await store
      .upload('artifacts', name, new Uint8Array(3), 'text/plain')
      .catch((e: Error) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error instanceof StorageRefusal ? error.code : undefined).toBe(code)
  })
})

it('knows how large a file each bucket takes', async () => {
  const { rows } = await sql<{ id: string; most: string }>`
    select id, file_size_limit::text as most from storage.buckets order by id`.execute(ctx.db)
  const kinds = Object.values(assetKinds).map(({ bucket, mostBytes }) => ({
    id: bucket,
    most: String(mostBytes),
  }))
  expect(rows).toEqual(kinds.toSorted((a, b) => a.id.localeCompare(b.id)))
})
