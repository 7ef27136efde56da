import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from '@supabase/supabase-js'
import { afterAll, describe, expect, it } from 'vitest'
import { testContext } from '../../testing/index.ts'
import { createObjectStore } from './object-store.ts'

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
})
