import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { downloadModel } from './download.ts'
import { type Model, models } from './manifest.ts'
import { readModel } from './store.ts'

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 7)) % 256)
type Answer = (req: IncomingMessage, res: ServerResponse) => void

let server: Server
let folder: string
let model: Model
let answer: Answer
let requests: (string | undefined)[]

beforeEach(async () => {
  requests = []
  server = createServer((req, res) => {
    requests.push(req.headers.range)
    answer(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  folder = await mkdtemp(join(tmpdir(), 'plotline-models-'))
  const [first] = models
  if (!first) throw new Error('the manifest is empty')
  const { port } = server.address() as AddressInfo
  const sha256 = createHash('sha256').update(content).digest('hex')
  model = { ...first, name: 'tiny', url: `http://127.0.0.1:${port}/tiny.onnx`, sha256, bytes: content.length }
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const whole: Answer = (req, res) => {
  const from = Number(req.headers.range?.match(/bytes=(\d+)-/)?.[1] ?? 0)
  res.writeHead(from > 0 ? 206 : 200).end(content.subarray(from))
}

describe('downloadModel', () => {
  test('fetches, checks and keeps the model, once for callers at the same time', async () => {
    answer = whole
    const shares: number[] = []
    await Promise.all([
      downloadModel(model, folder, { onProgress: (share) => shares.push(share) }),
      downloadModel(model, folder),
    ])
    expect(requests).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['tiny.onnx'])
    expect(Buffer.compare(await readFile(join(folder, 'tiny.onnx')), content)).toBe(0)
    expect(shares.at(-1)).toBe(1)
  })

  test('refuses other bytes of the same length, and leaves nothing', async () => {
    answer = (_, res) => res.end(content.map((value) => value ^ 1))
    await expect(downloadModel(model, folder)).rejects.toMatchObject({
      name: 'ModelError',
      code: 'wrong_checksum',
    })
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses a body that is too short or does not end', async () => {
    answer = (_, res) => res.end(content.subarray(0, 1000))
    await expect(downloadModel(model, folder)).rejects.toMatchObject({ code: 'wrong_checksum' })
    answer = (_, res) => res.end(Buffer.concat([content, content]))
    await expect(downloadModel(model, folder)).rejects.toMatchObject({ code: 'wrong_checksum' })
    expect((await readdir(folder)).filter((name) => name.endsWith('.onnx'))).toEqual([])
  })

  test('says what the server said', async () => {
    answer = (_, res) => res.writeHead(404).end('not here')
    await expect(downloadModel(model, folder)).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining('404'),
    })
  })

  test('says why when there is no network', async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await expect(downloadModel(model, folder)).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    server = createServer().listen(0, '127.0.0.1')
  })

  test('goes on where a broken connection stopped', async () => {
    // Broken once some of it has arrived: what is still on its way is lost with the connection.
    const arrived = Promise.withResolvers<void>()
    answer = (_, res) => {
      res.writeHead(200, { 'content-length': content.length })
      res.write(content.subarray(0, 100_000))
      void arrived.promise.then(() => res.destroy())
    }
    await expect(downloadModel(model, folder, { onProgress: () => arrived.resolve() })).rejects.toMatchObject(
      { code: 'download_failed' },
    )
    answer = whole
    await downloadModel(model, folder)
    expect(requests[0]).toBeUndefined()
    expect(requests[1]).toMatch(/^bytes=\d+-$/)
    expect(Buffer.compare(await readFile(join(folder, 'tiny.onnx')), content)).toBe(0)
    expect(await readdir(folder)).toEqual(['tiny.onnx'])
  })

  test('starts over when what was there before was wrong', async () => {
    await writeFile(join(folder, `tiny.onnx.${process.pid}.part`), new Uint8Array(5000))
    answer = whole
    await downloadModel(model, folder)
    expect(requests).toEqual(['bytes=5000-', undefined])
    expect(Buffer.compare(await readFile(join(folder, 'tiny.onnx')), content)).toBe(0)
  })

  test('stops when aborted', async () => {
    const abort = new AbortController()
    answer = (_, res) => {
      res.write(content.subarray(0, 10))
      abort.abort(new Error('no longer wanted'))
    }
    await expect(downloadModel(model, folder, { signal: abort.signal })).rejects.toThrow('no longer wanted')
  })
})

describe('readModel', () => {
  test('answers null for none, and refuses a file that is not the model', async () => {
    expect(await readModel(model, folder)).toBeNull()
    await writeFile(join(folder, 'tiny.onnx'), 'something else')
    await expect(readModel(model, folder)).rejects.toMatchObject({
      code: 'wrong_checksum',
      message: expect.stringContaining(model.sha256),
    })
  })
})

test('every model of the manifest can be told by its bytes', () => {
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length)
  for (const { sha256, bytes, url, license } of models) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(bytes).toBeGreaterThan(1_000_000)
    expect(url === null || url.startsWith('https://')).toBe(true)
    expect(license).not.toBe('')
  }
})
