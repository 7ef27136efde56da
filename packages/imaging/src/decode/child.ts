import { createWriteStream } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { ImageError, type ImageErrorCode } from '../errors.ts'
import { type DecodeReply, type DecodeRequest, type Pixels, replyDescriptor } from './request.ts'
import { watchLimits } from './watch-limits.ts'

/** The decoder process: one request, one reply, then gone. See docs/decisions/003-decoding-hostile-images.md. */
const request = JSON.parse(process.argv[2] ?? '') as DecodeRequest
const out = createWriteStream('', { fd: replyDescriptor })

try {
  watchLimits(request.limits)
  const pixels = await decode(await readInput(request.bytes))
  send({ ok: true, width: pixels.width, height: pixels.height }, pixels.data)
} catch (error) {
  send(refusalOf(error))
}

async function decode(bytes: Buffer): Promise<Pixels> {
  const source = request.type === 'heic' ? await decodeHeicAside(bytes) : bytes
  const { decodeWithSharp } = await import('./with-sharp.ts')
  return decodeWithSharp(source, request.maxPx, request.maxPixels)
}

type HeicResult = { tiff: Uint8Array } | { tiff?: undefined; code: ImageErrorCode; message: string }

function decodeHeicAside(bytes: Buffer): Promise<Buffer> {
  const workerData = { bytes, maxPixels: request.maxPixels }
  const thread = new Worker(new URL('./heif-thread.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (result: HeicResult) => {
      if (result.tiff) resolve(Buffer.from(result.tiff.buffer))
      else reject(new ImageError(result.code, result.message))
    })
  })
}

async function readInput(length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  for await (const chunk of process.stdin) at += (chunk as Buffer).copy(bytes, at)
  if (at !== length) throw new Error(`expected ${length} bytes, got ${at}`)
  return bytes
}

function refusalOf(error: unknown): DecodeReply {
  if (error instanceof ImageError) return { ok: false, code: error.code, message: error.message }
  const reason = error instanceof Error ? firstLine(error.message) : String(error)
  if (/pixel limit/i.test(reason)) {
    return { ok: false, code: 'too_large', message: 'The picture has more pixels than we take' }
  }
  return { ok: false, code: 'unreadable', message: `The picture is broken or cut short (${reason})` }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 160)
}

function send(reply: DecodeReply, pixels?: Uint8Array): void {
  out.write(`${JSON.stringify(reply)}\n`)
  out.end(pixels, () => process.exit(0))
}
