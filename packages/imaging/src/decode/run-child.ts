import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { ImageError } from '../errors.ts'
import { type DecodeReply, type DecodeRequest, type Pixels, replyDescriptor } from './request.ts'

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url))
/** For a decoder that neither works nor ends, or that gets no processor: it may do better at another time. */
const leastWallMs = 60_000
const wallPerCpu = 6
const maxReplyLine = 4096
/** The child takes the engine in the form in which this process has it: as one file, or as it stands. */
const conditions = process.execArgv.flatMap((flag, i, all) =>
  flag === '--conditions' ? [flag, all[i + 1] ?? ''] : flag.startsWith('--conditions=') ? [flag] : [],
)
const nodeFlags = ['--no-warnings', ...conditions]

/**
 * Decodes in a process of its own, so that a crash, a loop or a flood of memory ends there. It gets no
 * environment but what keeps the C library's memory small. An abort kills it at once.
 */
export function runDecoder(bytes: Uint8Array, request: DecodeRequest, signal?: AbortSignal): Promise<Pixels> {
  signal?.throwIfAborted()
  const child = spawn(process.execPath, [...nodeFlags, childFile, JSON.stringify(request)], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    env: { MALLOC_ARENA_MAX: '2' },
    windowsHide: true,
  })
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const kill = () => child.kill('SIGKILL')
    const timer = setTimeout(kill, Math.max(leastWallMs, wallPerCpu * request.limits.cpuMs))
    signal?.addEventListener('abort', kill, { once: true })
    const settle = (act: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', kill)
      act()
    }
    child.once('error', (cause) =>
      settle(() =>
        reject(new ImageError('decoder_missing', 'The decoder process could not be started', { cause })),
      ),
    )
    const output = child.stdio[replyDescriptor] as Readable
    output.on('data', (chunk: Buffer) => chunks.push(chunk))
    output.on('error', () => {})
    child.once('close', (code, killedBy) =>
      settle(() => {
        if (signal?.aborted) return reject(signal.reason)
        const result = parseReply(Buffer.concat(chunks), killedBy ?? `exit ${code}`)
        if (result instanceof ImageError) reject(result)
        else resolve(result)
      }),
    )
    // A child that dies early closes its stdin; the reply, or the lack of one, says why.
    child.stdin?.on('error', () => {})
    child.stdin?.end(bytes)
  })
}

/** Signals that a decoder does not end by on its own: where it went past a limit it said so before. */
const foreign: readonly string[] = [
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
] satisfies NodeJS.Signals[]

function parseReply(output: Buffer, ending: string): Pixels | ImageError {
  const lineEnd = output.subarray(0, maxReplyLine).indexOf(0x0a)
  const isReplyWhole = () => {
    const reply = JSON.parse(output.toString('utf8', 0, lineEnd)) as DecodeReply
    return !reply.ok || output.length === lineEnd + 1 + reply.width * reply.height * 4
  }
  if (foreign.includes(ending) && !(lineEnd >= 0 && isReplyWhole())) {
    return new ImageError('decoder_killed', `The decoder was ended from outside (${ending}). Try again.`)
  }
  if (lineEnd < 0) {
    return new ImageError('unreadable', `The picture is broken: the decoder gave up on it (${ending})`)
  }
  const reply = JSON.parse(output.toString('utf8', 0, lineEnd)) as DecodeReply
  if (!reply.ok) return new ImageError(reply.code, reply.message)
  const data = output.subarray(lineEnd + 1)
  const expected = reply.width * reply.height * 4
  if (data.length !== expected) {
    return new ImageError('unreadable', `The decoder sent ${data.length} of ${expected} bytes (${ending})`)
  }
  return { width: reply.width, height: reply.height, warnings: reply.warnings, data }
}
