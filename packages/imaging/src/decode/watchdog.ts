import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { type DecodeLimits, type DecodeReply, replyDescriptor } from './request.ts'

/**
 * Runs on its own thread of the decoder process and ends the process when it takes too much, even while
 * native code or wasm holds the main thread.
 */
const limits = workerData as DecodeLimits
const everyMs = 20

function end(code: 'unreadable' | 'too_large', message: string): void {
  const reply: DecodeReply = { ok: false, code, message }
  writeSync(replyDescriptor, `${JSON.stringify(reply)}\n`)
  process.kill(process.pid, 'SIGKILL')
}

setInterval(() => {
  if (process.memoryUsage.rss() > limits.residentBytes) {
    end('too_large', 'The picture needs more memory to decode than we give one')
  }
  const used = process.cpuUsage()
  if ((used.user + used.system) / 1000 > limits.cpuMs) {
    end('unreadable', `The picture could not be decoded within ${limits.cpuMs / 1000} s`)
  }
}, everyMs)
