import { describe, expect, it } from 'vitest'
import { createUser, picture, testContext } from '../../testing/index.ts'
import { createUpload } from './create.ts'

const { ctx } = await testContext()

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).subarray(0, 4096).toString('base64')

describe('createUpload', () => {
  it('answers a URL that takes the file once, under the owner’s folder and by what it is', async () => {
    const user = await createUser(ctx)
    const bytes = picture()
    const { assetId, contentType, upload } = await createUpload(ctx, user, {
      filename: 'really a png.jpeg',
      bytes: bytes.length,
      head: base64(bytes),
    })
    expect(contentType).toBe('image/png')
    const put = () => fetch(upload.url, { method: 'PUT', headers: upload.headers, body: Buffer.from(bytes) })
    expect((await put()).status).toBe(200)
    expect((await put()).ok).toBe(false)
    const path = `${user.userId}/${assetId}.png`
    expect(await ctx.storage.list('originals', user.userId)).toEqual([path])
    const head = await ctx.storage.readHead('originals', path, 8)
    expect(head).toEqual({ size: bytes.length, head: new Uint8Array(bytes.subarray(0, 8)) })
  })

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['HTML', '<!doctype html><script>'],
    ['a PDF', '%PDF-1.7'],
    ['nothing', ''],
  ])('refuses %s by its content', async (_, content) => {
    const user = await createUser(ctx)
    await expect(
      createUpload(ctx, user, { filename: 'photo.png', bytes: 100, head: base64(content) }),
    ).rejects.toMatchObject({ code: 'unsupported_type' })
    expect(
      await ctx.db.selectFrom('assets').select('id').where('user_id', '=', user.userId).execute(),
    ).toEqual([])
  })

  it('refuses what is larger than the contract’s cap, and than a flag’s lower one', async () => {
    const user = await createUser(ctx)
    const ask = (bytes: number) =>
      createUpload(ctx, user, { filename: 'a.png', bytes, head: base64(picture()) })
    await expect(ask(50 * 1024 * 1024 + 1)).rejects.toMatchObject({ code: 'too_large' })
    await ask(50 * 1024 * 1024)

    const flag = {
      key: 'uploads.max_bytes',
      value: JSON.stringify({ free: 1_000_000 }),
      description: 'a test',
    }
    await ctx.db.insertInto('flags').values(flag).execute()
    try {
      await expect(ask(1_000_001)).rejects.toMatchObject({ code: 'too_large' })
      await ask(1_000_000)
      await ctx.db.updateTable('users').set({ tier: 'paid' }).where('id', '=', user.userId).execute()
      await ask(1_000_001)
    } finally {
      await ctx.db.deleteFrom('flags').where('key', '=', flag.key).execute()
    }
  })
})
