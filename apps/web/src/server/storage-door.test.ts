import { picture } from '@plotline/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedInVisitor, siteUrl } from '../../testing/visitor.ts'
import { passSignedLink } from './storage-door.ts'

beforeAll(() => {
  process.env.PUBLIC_STORAGE_URL = siteUrl
})
afterAll(() => {
  delete process.env.PUBLIC_STORAGE_URL
})

type Upload = { method: string; url: string; headers: Record<string, string> }

const pass = (url: string, init: RequestInit = {}) => passSignedLink(new Request(url, init))

describe('storage by our own address', () => {
  it('takes an upload by its signed link, gives the file back by another, and passes nothing else', async () => {
    const visitor = await signedInVisitor()
    const bytes = picture()
    const head = Buffer.from(bytes.subarray(0, 4096)).toString('base64')
    const made = await visitor.post('/api/upload', { filename: 'phone.png', bytes: bytes.length, head })
    const { upload, assetId } = made.json as { upload: Upload; assetId: string }
    expect(new URL(upload.url).origin).toBe(siteUrl)
    const sent = await pass(upload.url, {
      method: 'PUT',
      headers: { ...upload.headers, cookie: 'session=secret' },
      body: Buffer.from(bytes),
    })
    expect(sent.status).toBe(200)

    const ordered = await visitor.post('/api/jobs', { assetId, recipe: { workingPx: 256 } })
    const { id } = ordered.json as { id: string }
    const { links } = (await visitor.get(`/api/jobs/${id}`)).json as { links: { original: string | null } }
    const link = links.original ?? ''
    expect(new URL(link).origin).toBe(siteUrl)
    const file = await pass(link)
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    const part = await pass(link, { headers: { range: 'bytes=0-3' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-3/${bytes.length}`])

    const { pathname } = new URL(link)
    expect((await pass(`${siteUrl}${pathname}?token=forged`)).status).toBeGreaterThanOrEqual(400)
    const bare = pathname.replace('/sign/', '/authenticated/')
    expect((await pass(`${siteUrl}${bare}`)).status).toBe(404)
    expect((await pass(link, { method: 'PUT', body: 'mine now' })).status).toBe(404)
  })
})
