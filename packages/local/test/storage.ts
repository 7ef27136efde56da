import { randomBytes, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { clientOf, signIn } from './people.ts'
import { query } from './query.ts'

const bucket = 'test-notes'

export function storageSuite(backend: () => Backend, dataDir: () => string) {
  const service = () => clientOf(backend(), backend().secretKey)
  const png = (bytes = 64) => new Blob([new Uint8Array(randomBytes(bytes))], { type: 'image/png' })

  /** How many files lie on disk. */
  async function blobCount(): Promise<number> {
    const entries = await readdir(join(dataDir(), 'storage'), { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).length
  }

  beforeAll(async () => {
    await query(
      backend().databaseUrl,
      `insert into storage.buckets (id, name, file_size_limit, allowed_mime_types)
        values ('${bucket}', '${bucket}', 100000, array['image/png', 'text/*']);
      create policy "test notes: own folder" on storage.objects for all to authenticated
        using (bucket_id = '${bucket}' and (storage.foldername(name))[1] = (select auth.uid())::text)
        with check (bucket_id = '${bucket}' and (storage.foldername(name))[1] = (select auth.uid())::text)`,
    )
  })

  describe('storage policies', () => {
    test('own folder: up, info, list, move, copy, replace, down, remove', async () => {
      const { client, userId } = await signIn(backend())
      const files = client.storage.from(bucket)
      const body = png(500)
      const up = await files.upload(`${userId}/a.png`, body, { cacheControl: '60', metadata: { note: 'ü' } })
      expect(up.error).toBeNull()
      expect(up.data?.fullPath).toBe(`${bucket}/${userId}/a.png`)
      expect((await files.upload(`${userId}/a.png`, body)).error?.message).toContain('already exists')

      const info = await files.info(`${userId}/a.png`)
      expect(info.data).toMatchObject({ size: 500, contentType: 'image/png', metadata: { note: 'ü' } })
      expect((await files.exists(`${userId}/a.png`)).data).toBe(true)
      expect((await files.exists(`${userId}/b.png`)).data).toBe(false)

      expect((await files.copy(`${userId}/a.png`, `${userId}/deep/b.png`)).error).toBeNull()
      expect((await files.move(`${userId}/a.png`, `${userId}/c.png`)).error).toBeNull()
      const listed = await files.list(userId)
      expect(listed.data?.map(({ name, id }) => [name, id === null])).toEqual([
        ['c.png', false],
        ['deep', true],
      ])

      const other = new Blob(['new words'], { type: 'text/plain' })
      expect((await files.upload(`${userId}/c.png`, other, { upsert: true })).error).toBeNull()
      const down = await files.download(`${userId}/c.png`)
      expect(await down.data?.text()).toBe('new words')
      const copied = await files.download(`${userId}/deep/b.png`)
      expect(await copied.data?.arrayBuffer()).toEqual(await body.arrayBuffer())

      const before = await blobCount()
      const removed = await files.remove([`${userId}/c.png`, `${userId}/deep/b.png`, `${userId}/none`])
      expect(removed.data).toHaveLength(2)
      expect(await blobCount()).toBe(before - 2)
      expect((await files.download(`${userId}/c.png`)).error).not.toBeNull()
    })

    test('another’s folder gives what an empty one gives, and takes nothing', async () => {
      const [ada, bob] = [await signIn(backend()), await signIn(backend())]
      const path = `${ada.userId}/secret.png`
      await ada.client.storage.from(bucket).upload(path, png())
      const before = await blobCount()
      const files = bob.client.storage.from(bucket)
      const absent = await files.download(`${ada.userId}/nothing.png`)
      const hidden = await files.download(path)
      expect(hidden.error?.message).toBe(absent.error?.message)
      expect((await files.list(ada.userId)).data).toEqual([])
      expect((await files.createSignedUrl(path, 60)).error).not.toBeNull()
      expect((await files.createSignedUploadUrl(`${ada.userId}/mine.png`)).error).not.toBeNull()
      expect((await files.upload(`${ada.userId}/mine.png`, png())).error?.message).toContain(
        'row-level security',
      )
      expect((await files.upload(path, png(), { upsert: true })).error).not.toBeNull()
      expect((await files.move(path, `${bob.userId}/got.png`)).error).not.toBeNull()
      expect((await files.copy(path, `${bob.userId}/got.png`)).error).not.toBeNull()
      expect((await files.remove([path])).data).toEqual([])
      expect((await clientOf(backend()).storage.from(bucket).download(path)).error).not.toBeNull()
      expect(await blobCount()).toBe(before)
      expect((await ada.client.storage.from(bucket).download(path)).error).toBeNull()
    })
  })

  describe('storage limits', () => {
    test('too large and the wrong type are refused while streaming, and nothing stays', async () => {
      const { client, userId, session } = await signIn(backend())
      const files = client.storage.from(bucket)
      const before = await blobCount()
      expect((await files.upload(`${userId}/big.png`, png(100_001))).error?.message).toContain(
        'maximum allowed size',
      )
      expect((await files.upload(`${userId}/edge.png`, png(100_000))).error).toBeNull()
      const pdf = new Blob(['%PDF'], { type: 'application/pdf' })
      expect((await files.upload(`${userId}/a.pdf`, pdf)).error?.message).toContain('application/pdf')

      // No length is said beforehand: only counting finds out.
      const endless = await fetch(
        `${backend().supabaseUrl}/storage/v1/object/${bucket}/${userId}/endless.png`,
        {
          method: 'POST',
          headers: {
            apikey: backend().publishableKey,
            authorization: `Bearer ${session.access_token}`,
            'content-type': 'image/png',
          },
          body: Readable.toWeb(Readable.from(chunks(1 << 16, 64))) as ReadableStream,
          duplex: 'half',
        } as RequestInit,
      ).then(
        (response) => response.json(),
        () => ({ statusCode: '413' }),
      )
      expect(endless).toMatchObject({ statusCode: '413' })
      expect(await blobCount()).toBe(before + 1)
      expect((await files.list(userId)).data?.map((object) => object.name)).toEqual(['edge.png'])
    })

    test('names cannot leave their folder', async () => {
      const { userId, session } = await signIn(backend())
      const headers = {
        apikey: backend().publishableKey,
        authorization: `Bearer ${session.access_token}`,
        'content-type': 'text/plain',
      }
      const names = [
        '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
        'a%2f..%2f..%2fb',
        'a%00b',
        'a%5c..%5cb',
        'a//b',
        '%ff',
        '.',
      ]
      for (const name of names) {
        const url = `${backend().supabaseUrl}/storage/v1/object/${bucket}/${userId}/${name}`
        const response = await fetch(url, { method: 'POST', headers, body: 'x' })
        expect(response.ok, name).toBe(false)
      }
      const outside = await service().storage.from(bucket).list(userId)
      expect(outside.data).toEqual([])
    })

    test('50 MB stream up and down unharmed', async () => {
      const path = `${randomUUID()}/large.png`
      const bytes = new Uint8Array(randomBytes(1 << 20))
      const body = new Blob(
        Array.from({ length: 50 }, () => bytes),
        { type: 'image/png' },
      )
      const files = service().storage.from('artifacts')
      expect((await files.upload(path, body)).error).toBeNull()
      const { data } = await files.createSignedUrl(path, 60)
      const response = await fetch(data?.signedUrl ?? '')
      let seen = 0
      for await (const chunk of response.body ?? []) {
        expect(chunk[0]).toBe(bytes[seen % bytes.length])
        seen += chunk.length
      }
      expect(seen).toBe(50 << 20)
      const tooMuch = new Blob([body, 'x'], { type: 'image/png' })
      expect((await files.upload(`${path}2`, tooMuch)).error).not.toBeNull()
      await files.remove([path])
    })
  })

  describe('what was announced', () => {
    const bytes = new Uint8Array(randomBytes(1000))
    const put = (
      url: string,
      body: NonNullable<RequestInit['body']>,
      more: RequestInit & { duplex?: 'half' } = {},
    ) => fetch(url, { method: 'PUT', headers: { 'content-type': 'image/png' }, body, ...more })

    /** A person with an upload of 1,000 bytes announced, and the link that takes it. */
    async function announced() {
      const { userId } = await signIn(backend())
      const path = `${userId}/${randomUUID()}.png`
      await query(
        backend().databaseUrl,
        `insert into public.assets (user_id, kind, bucket, path, content_type, bytes, filename, expires_at)
          values ('${userId}', 'original', 'originals', '${path}', 'image/png', 1000, 'a.png', now() + interval '1 hour')`,
      )
      const { data } = await service().storage.from('originals').createSignedUploadUrl(path)
      return { userId, path, url: data?.signedUrl ?? '' }
    }
    const isThere = async (path: string) => (await service().storage.from('originals').exists(path)).data

    test('is what a signed link takes: no byte more, said or unsaid, and nothing is left of them', async () => {
      const { path, url } = await announced()
      const before = await blobCount()
      const more = new Uint8Array(1700)
      expect((await put(url, more)).ok).toBe(false)
      // Without a length: only what arrived tells.
      const stream = new Blob([more]).stream()
      expect((await put(url, stream, { duplex: 'half' })).ok).toBe(false)
      expect([await isThere(path), await blobCount()]).toEqual([false, before])
      expect((await put(url, bytes)).status).toBe(200)
      expect((await put(url, bytes)).ok).toBe(false)
    })

    test('is nothing any more once the account is gone, however long the link would live', async () => {
      const { userId, path, url } = await announced()
      await query(backend().databaseUrl, `delete from auth.users where id = '${userId}'`)
      const before = await blobCount()
      expect((await put(url, bytes)).ok).toBe(false)
      expect([await isThere(path), await blobCount()]).toEqual([false, before])
      expect((await service().storage.from('originals').createSignedUploadUrl(path)).error).not.toBeNull()
    })
  })

  describe('signed links', () => {
    test('a download link opens its object for whoever holds it, with ranges and a name to save as', async () => {
      const path = `${randomUUID()}/my drawing ü.txt`
      const files = service().storage.from(bucket)
      await files.upload(path, new Blob(['0123456789'], { type: 'text/plain' }))
      const { data, error } = await files.createSignedUrl(path, 60, { download: 'plot ü.txt' })
      expect(error).toBeNull()
      const url = data?.signedUrl ?? ''
      const whole = await fetch(url)
      expect(await whole.text()).toBe('0123456789')
      expect(whole.headers.get('content-disposition')).toBe(
        `attachment; filename="plot _.txt"; filename*=UTF-8''plot%20%C3%BC.txt`,
      )
      expect(whole.headers.get('content-security-policy')).toContain('sandbox')

      const part = async (range: string) => {
        const response = await fetch(url, { headers: { range } })
        return [response.status, await response.text(), response.headers.get('content-range')]
      }
      expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10'])
      expect(await part('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10'])
      expect(await part('bytes=8-')).toEqual([206, '89', 'bytes 8-9/10'])
      expect(await part('bytes=10-')).toEqual([416, '', 'bytes */10'])
      const cached = await fetch(url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } })
      expect(cached.status).toBe(304)
      const head = await fetch(url, { method: 'HEAD' })
      expect(head.headers.get('content-length')).toBe('10')
    })

    test('a changed, expired or borrowed link opens nothing', async () => {
      const folder = randomUUID()
      const files = service().storage.from(bucket)
      for (const name of ['a.txt', 'b.txt']) {
        await files.upload(`${folder}/${name}`, new Blob([name], { type: 'text/plain' }))
      }
      const link = (await files.createSignedUrl(`${folder}/a.txt`, 60)).data?.signedUrl ?? ''
      const upload = await files.createSignedUploadUrl(`${folder}/c.txt`)
      const opened = async (url: string) => (await fetch(url)).status
      expect(await opened(link)).toBe(200)
      expect(await opened(link.replace('a.txt', 'b.txt'))).toBe(400)
      expect(await opened(`${link.slice(0, -3)}xyz`)).toBe(400)
      expect(await opened(link.replace(/token=.*/, ''))).toBe(400)
      const borrowed = link.replace(/token=.*/, `token=${upload.data?.token}`)
      expect(await opened(borrowed)).toBe(400)
      const { session } = await signIn(backend())
      expect(await opened(link.replace(/token=.*/, `token=${session.access_token}`))).toBe(400)

      const brief = (await files.createSignedUrl(`${folder}/a.txt`, 1)).data?.signedUrl ?? ''
      await expect.poll(() => opened(brief), { timeout: 20_000 }).toBe(400)
    })

    test('several links at once, an error for each that is not ours', async () => {
      const { client, userId } = await signIn(backend())
      const files = client.storage.from(bucket)
      await files.upload(`${userId}/a.png`, png())
      const { data } = await files.createSignedUrls([`${userId}/a.png`, 'elsewhere/b.png'], 60)
      expect(data?.map((link) => link.error === null)).toEqual([true, false])
      expect((await fetch(data?.[0]?.signedUrl ?? '')).status).toBe(200)
    })

    test('an upload link takes one object, within the bucket’s limits, without a session', async () => {
      const { client, userId } = await signIn(backend())
      const path = `${userId}/photo.png`
      const { data } = await client.storage.from(bucket).createSignedUploadUrl(path)
      const token = data?.token ?? ''
      const visitor = clientOf(backend()).storage.from(bucket)
      expect((await visitor.uploadToSignedUrl(`${userId}/other.png`, token, png())).error).not.toBeNull()
      expect((await visitor.uploadToSignedUrl(path, token, png(100_001))).error).not.toBeNull()
      const wrong = new Blob(['x'], { type: 'application/zip' })
      expect((await visitor.uploadToSignedUrl(path, token, wrong)).error).not.toBeNull()
      expect((await visitor.uploadToSignedUrl(path, token, png(9))).error).toBeNull()
      expect((await visitor.uploadToSignedUrl(path, token, png(9))).error?.message).toContain(
        'already exists',
      )
      expect((await client.storage.from(bucket).info(path)).data?.size).toBe(9)
      const { data: rows } = await service().storage.from(bucket).list(userId)
      expect(rows).toHaveLength(1)
    })

    test('replacing an object removes the bytes it had', async () => {
      const path = `${randomUUID()}/a.txt`
      const files = service().storage.from(bucket)
      await files.upload(path, new Blob(['0'], { type: 'text/plain' }))
      const before = await blobCount()
      const writes = Array.from({ length: 8 }, (_, i) =>
        files.upload(path, new Blob([String(i)], { type: 'text/plain' }), { upsert: true }),
      )
      expect((await Promise.all(writes)).every((write) => write.error === null)).toBe(true)
      expect(await blobCount()).toBe(before)
      expect(await (await files.download(path)).data?.text()).toMatch(/^\d$/)
    })
  })

  test('the secret key makes, changes and deletes buckets; a user does not', async () => {
    const { client } = await signIn(backend())
    expect((await client.storage.createBucket('mine')).error).not.toBeNull()
    const admin = service().storage
    expect((await admin.createBucket('spare', { public: true, fileSizeLimit: '1MB' })).error).toBeNull()
    expect((await admin.getBucket('spare')).data).toMatchObject({ public: true, file_size_limit: 1_000_000 })
    await admin.from('spare').upload('a.txt', new Blob(['open'], { type: 'text/plain' }))
    const { data } = admin.from('spare').getPublicUrl('a.txt')
    expect(await (await fetch(data.publicUrl)).text()).toBe('open')
    expect((await admin.updateBucket('spare', { public: false })).error).toBeNull()
    expect((await fetch(data.publicUrl)).status).toBe(400)
    expect((await admin.deleteBucket('spare')).error?.message).toContain('not empty')
    await admin.from('spare').remove(['a.txt'])
    expect((await admin.deleteBucket('spare')).error).toBeNull()
  })
}

function* chunks(bytes: number, count: number): Generator<Buffer> {
  for (let i = 0; i < count; i++) yield Buffer.alloc(bytes, 1)
}
