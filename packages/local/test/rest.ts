import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { clientOf, signIn } from './people.ts'

export function restSuite(backend: () => Backend) {
  describe('REST', () => {
    test('each sees their own rows and nobody else’s', async () => {
      const [ada, bob] = [await signIn(backend()), await signIn(backend())]
      const seen = await ada.client.from('users').select('id, email')
      expect(seen.data).toEqual([{ id: ada.userId, email: ada.email }])
      expect((await ada.client.from('users').select('id').eq('id', bob.userId)).data).toEqual([])
      const changed = await ada.client
        .from('users')
        .update({ display_name: 'x' })
        .eq('id', bob.userId)
        .select('id')
      expect(changed.data).toEqual([])
      const own = await ada.client
        .from('users')
        .update({ display_name: 'Ada' })
        .eq('id', ada.userId)
        .select('display_name')
      expect(own.data).toEqual([{ display_name: 'Ada' }])
    })

    test('a column that is not granted cannot be written, nor can a table', async () => {
      const ada = await signIn(backend())
      const tier = await ada.client.from('users').update({ tier: 'paid' }).eq('id', ada.userId)
      expect(tier.error?.code).toBe('42501')
      const balance = await ada.client.from('credits').update({ balance: 1000 }).eq('user_id', ada.userId)
      expect(balance.error?.code).toBe('42501')
      const { data } = await ada.client.from('credits').select('balance')
      expect(data).toEqual([{ balance: 0 }])
    })

    test('grants stay as migrations left them after many requests', async () => {
      const ada = await signIn(backend())
      for (let i = 0; i < 5; i++) await ada.client.from('users').select('id')
      const insert = await ada.client
        .from('credit_events')
        .insert({ user_id: ada.userId, kind: 'grant', amount: 9, balance_after: 12, ref: 'me' })
      expect(insert.error?.code).toBe('42501')
    })

    test('a visitor without a session sees nothing', async () => {
      const { data, error } = await clientOf(backend()).from('users').select('id')
      expect(error?.code ?? data?.length).toBe('42501')
    })

    test('the secret key sees all, but not from a browser', async () => {
      const ada = await signIn(backend())
      const service = clientOf(backend(), backend().secretKey)
      expect((await service.from('users').select('id').eq('id', ada.userId)).data).toHaveLength(1)
      const headers = { apikey: backend().secretKey, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' }
      for (const path of [
        '/rest/v1/users',
        '/auth/v1/admin/users',
        '/storage/v1/bucket',
        '/auth/v1/settings',
      ]) {
        const response = await fetch(backend().supabaseUrl + path, { headers })
        expect(await response.text(), path).toContain('Forbidden use of secret API key in browser')
      }
    })

    test('no key and an unknown key are refused', async () => {
      for (const headers of [{}, { apikey: 'sb_publishable_unknown' }]) {
        const response = await fetch(`${backend().supabaseUrl}/rest/v1/users`, { headers })
        expect(response.status).toBe(401)
      }
    })

    test('times are ISO 8601, and a broken rule is a 400 with its code', async () => {
      const ada = await signIn(backend())
      const service = clientOf(backend(), backend().secretKey)
      const { data } = await service.from('users').select('created_at').eq('id', ada.userId).single()
      expect(data?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/)
      const broken = await service
        .from('users')
        .update({ display_name: 'x'.repeat(81) })
        .eq('id', ada.userId)
      expect(broken.status).toBe(400)
      expect(broken.error?.code).toBe('23514')
    })
  })
}
