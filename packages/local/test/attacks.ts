import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { signIn } from './people.ts'

/** What a stranger or another site can try against the embedded backend itself; what goes through the product is in `apps/web/test/attacks`. */
export function attacksSuite(backend: () => Backend) {
  const url = (path: string) => backend().supabaseUrl + path
  const keyed = (more: Record<string, string> = {}) => ({ apikey: backend().publishableKey, ...more })

  describe('REST without a profile', () => {
    test('is the first schema there is, read and written', async () => {
      const { session, userId } = await signIn(backend())
      const headers = keyed({ authorization: `Bearer ${session.access_token}` })
      for (const profile of [{}, { 'accept-profile': 'public' }]) {
        const response = await fetch(url('/rest/v1/users?select=id'), { headers: { ...headers, ...profile } })
        expect([response.status, await response.json()]).toEqual([200, [{ id: userId }]])
      }
      const changed = await fetch(url(`/rest/v1/users?id=eq.${userId}&select=display_name`), {
        method: 'PATCH',
        headers: { ...headers, 'content-type': 'application/json', prefer: 'return=representation' },
        body: JSON.stringify({ display_name: 'Ada' }),
      })
      expect([changed.status, await changed.json()]).toEqual([200, [{ display_name: 'Ada' }]])
    })

    test('another schema than that is none', async () => {
      const { session } = await signIn(backend())
      for (const profile of ['auth', 'private', 'storage', 'pgboss', 'pg_catalog', '', 'public,auth']) {
        const headers = keyed({ authorization: `Bearer ${session.access_token}`, 'accept-profile': profile })
        const response = await fetch(url('/rest/v1/users?select=id'), { headers })
        expect([profile, response.status]).toEqual([profile, profile === '' ? 200 : 406])
      }
    })
  })

  describe('what cannot be stored or read is refused by name, never by 500', () => {
    const nul = '{"display_name":"a\\u0000b"}'
    test.each([
      ['REST', 'PATCH', '/rest/v1/users?id=eq.00000000-0000-4000-8000-000000000000', nul],
      [
        'REST',
        'PATCH',
        '/rest/v1/users?id=eq.00000000-0000-4000-8000-000000000000',
        '{"display_name":"\\ud800"}',
      ],
      ['REST', 'GET', '/rest/v1/users?select=id&display_name=eq.%00', ''],
      ['REST', 'GET', '/rest/v1/users?select=id&id=eq.none', ''],
      ['REST', 'GET', '/rest/v1/users?select=id&created_at=gt.never', ''],
      ['REST', 'GET', '/rest/v1/users?select=id&limit=none', ''],
      ['REST', 'GET', '/rest/v1/users?select=id&order=nothing', ''],
      ['REST', 'GET', '/rest/v1/users?select=%E0%A4%A', ''],
      ['REST', 'GET', '/rest/v1/%E0%A4%A', ''],
      ['REST', 'GET', '/rest/v1/none', ''],
      ['REST', 'PATCH', '/rest/v1/users?id=eq.1', '{'],
      ['auth', 'POST', '/auth/v1/otp', '{"email":"a\\u0000b@example.com"}'],
      ['auth', 'POST', '/auth/v1/otp', '{"email":"\\ud800@example.com"}'],
      ['auth', 'POST', '/auth/v1/otp', '{"email":{"a":1}}'],
      ['auth', 'POST', '/auth/v1/verify', '{"type":"email","email":"a\\u0000@example.com","token":"123456"}'],
      ['auth', 'POST', '/auth/v1/verify', '{"type":"email","token_hash":"\\u0000"}'],
      ['auth', 'POST', '/auth/v1/verify', '{"type":"email","email":"a@example.com","token":"\\u0000"}'],
      ['auth', 'POST', '/auth/v1/token?grant_type=refresh_token', '{"refresh_token":"\\u0000"}'],
      ['auth', 'PUT', '/auth/v1/user', '{"data":{"name":"\\u0000"}}'],
      ['auth', 'GET', '/auth/v1/%E0%A4%A', ''],
      ['storage', 'GET', '/storage/v1/object/originals/%E0%A4%A', ''],
      ['storage', 'GET', '/storage/v1/object/originals/%00', ''],
      ['storage', 'GET', '/storage/v1/object/sign/originals/%00?token=x', ''],
      ['storage', 'POST', '/storage/v1/object/list/originals', '{"prefix":"\\u0000"}'],
      ['storage', 'POST', '/storage/v1/object/list/%00', '{"prefix":""}'],
      ['storage', 'POST', '/storage/v1/object/sign/originals', '{"expiresIn":60,"paths":["\\u0000"]}'],
      ['storage', 'DELETE', '/storage/v1/object/originals', '{"prefixes":["\\u0000","\\ud800"]}'],
      [
        'storage',
        'POST',
        '/storage/v1/object/move',
        '{"bucketId":"originals","sourceKey":"\\u0000","destinationKey":"a"}',
      ],
      ['storage', 'GET', '/storage/v1/bucket/%00', ''],
    ])('%s: %s %s %s', async (_, method, path, body) => {
      const { session } = await signIn(backend())
      const answer = await send(method, path, body, {
        ...keyed({ authorization: `Bearer ${session.access_token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      })
      expect(answer.status, answer.text).toBeLessThan(500)
    })
  })

  describe('another site in the same browser', () => {
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const opaque = { origin: 'null', 'sec-fetch-site': 'cross-site' }
    const framed = { origin: 'null' }
    const silent = { 'sec-fetch-site': 'cross-site' }

    test.each([evil, opaque, framed, silent])(
      '%j presses nothing in the payment sandbox',
      async (headers) => {
        const { payments } = backend()
        for (const path of ['/sandbox/actions', '/pay/cs_test_none']) {
          const body = new URLSearchParams({ action: 'faults', id: 'copies', value: '2', outcome: 'pay' })
          const response = await fetch(payments.url + path, {
            method: 'POST',
            headers,
            body,
            redirect: 'manual',
          })
          expect([path, response.status]).toEqual([path, 403])
        }
      },
    )

    test.each([evil, opaque, framed, silent])('%j deletes no mail', async (headers) => {
      const response = await fetch(`${backend().inboxUrl}/api/messages`, { method: 'DELETE', headers })
      expect(response.status).toBe(403)
    })

    test.each([evil, opaque, framed])(
      '%j sends nothing to auth, REST or storage that needs no preflight',
      async (headers) => {
        for (const path of [
          '/auth/v1/otp',
          '/auth/v1/verify',
          '/rest/v1/users',
          '/storage/v1/object/list/originals',
        ]) {
          const response = await fetch(url(path), {
            method: 'POST',
            headers: { ...headers, 'content-type': 'text/plain' },
            body: '{"email":"a@example.com"}',
          })
          expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true])
          expect(response.headers.get('access-control-allow-origin')).toBeNull()
        }
      },
    )

    test('the pages themselves may', async () => {
      const { inboxUrl } = backend()
      const headers = { origin: new URL(inboxUrl).origin, 'sec-fetch-site': 'same-origin' }
      const response = await fetch(`${inboxUrl}/api/messages?to=nobody`, { headers })
      expect(response.status).toBe(200)
    })
  })

  /** Sends a path as it is; `fetch` would mend it. */
  function send(method: string, path: string, body: string, headers: Record<string, string>) {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const call = request(`${backend().supabaseUrl}/`, { method, path, headers }, (res) => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (chunk) => {
          text += chunk
        })
        res.on('end', () => resolve({ status: res.statusCode ?? 0, text }))
      })
      call.on('error', reject)
      call.end(body)
    })
  }
}
