import { writeSync } from 'node:fs'
import { type DecodeLimits, type DecodeReply, replyDescriptor } from './request.ts'

const everyMs = 20

/**
 * Ends this process, with a word on the reply pipe, as soon as it takes more than it may. Whatever decodes must
 * leave the main thread free: libvips has its own threads, wasm gets one.
 */
export function watchLimits(limits: DecodeLimits): void {
  const start = process.cpuUsage()
  setInterval(() => {
    if (process.memoryUsage.rss() > limits.residentBytes) {
      end('too_large', 'The picture needs more memory to decode than we give one')
    }
    const used = process.cpuUsage(start)
    if ((used.user + used.system) / 1000 > limits.cpuMs) {
      end('unreadable', `The picture could not be decoded within ${limits.cpuMs / 1000} s`)
    }
  }, everyMs).unref()
}

function end(code: 'unreadable' | 'too_large', message: string): void {
  const reply: DecodeReply = { ok: false, code, message }
  writeSync(replyDescriptor, `${JSON.stringify(reply)}\n`)
  process.kill(process.pid, 'SIGKILL')
}
