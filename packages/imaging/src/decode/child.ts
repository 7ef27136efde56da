import { createWriteStream } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { ImageError } from '../errors.ts'
import { type DecodeReply, type DecodeRequest, type Pixels, replyDescriptor } from './request.ts'

/** The decoder process: one request, one reply, then gone. See docs/decisions/003-decoding-hostile-images.md. */
const request = JSON.parse(process.argv[2] ?? '') as DecodeRequest
const out = createWriteStream('', { fd: replyDescriptor })

try {
  await startWatchdog()
  const pixels = await decode(await readInput(request.bytes))
  send({ ok: true, width: pixels.width, height: pixels.height }, pixels.data)
} catch (error) {
  send(refusalOf(error))
}

async function decode(bytes: Buffer): Promise<Pixels> {
  const { decodeWithSharp } = await import('./with-sharp.ts')
  if (request.type !== 'heic') return decodeWithSharp(bytes, request.maxPx, request.maxPixels)
  const { decodeHeic } = await import('./with-libheif.ts')
  return decodeWithSharp(await decodeHeic(bytes, request.maxPixels), request.maxPx, request.maxPixels)
}

function startWatchdog(): Promise<void> {
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: request.limits })
  return new Promise((resolve, reject) => watchdog.once('online', resolve).once('error', reject))
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
