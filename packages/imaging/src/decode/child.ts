import { createWriteStream } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { finishPicture, prepareImage, type Raster } from '@plotline/vectorizer/image'
import { ImageError, type ImageErrorCode } from '../errors.ts'
import type { DecodedHeic } from '../heic/decode-heic.ts'
import { type DecodeReply, type DecodeRequest, type Pixels, replyDescriptor } from './request.ts'
import { watchLimits } from './watch-limits.ts'

/** The decoder process: one request, one reply, then gone. See docs/decisions/003-decoding-hostile-images.md. */
const request = JSON.parse(process.argv[2] ?? '') as DecodeRequest
const out = createWriteStream('', { fd: replyDescriptor })

try {
  watchLimits(request.limits)
  const { width, height, warnings, data } = await decode(await readInput(request.bytes))
  send({ ok: true, width, height, warnings }, data)
} catch (error) {
  send(refusalOf(error))
}

async function decode(bytes: Buffer): Promise<Pixels> {
  const { info, maxPx } = request
  const { decodeWithSharp, shrinkWithSharp } = await import('./with-sharp.ts')
  if (info.type === 'heic') {
    return finished(await shrinkWithSharp(await decodeHeicAside(bytes), maxPx), 1)
  }
  return finished(await decodeWithSharp(prepareImage(bytes, info), info, maxPx), info.orientation)
}

function finished(picture: Raster, orientation: number): Pixels {
  const { raster, warnings } = finishPicture(picture, orientation)
  const { width, height, data } = raster
  return { width, height, warnings, data: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}

type HeicResult =
  | ({ ok: true } & DecodedHeic)
  | { readonly ok: false; readonly code: ImageErrorCode; readonly message: string }

function decodeHeicAside(bytes: Buffer): Promise<DecodedHeic> {
  const workerData = { bytes, maxPx: request.maxPx }
  const thread = new Worker(new URL('./heif-thread.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (result: HeicResult) => {
      if (result.ok) resolve(result)
      else reject(new ImageError(result.code, result.message))
      // Its memory, which wasm never gives back, goes with it.
      void thread.terminate()
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
