import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ModelError } from '../errors.ts'
import type { Model } from './manifest.ts'
import { modelFile } from './store.ts'

/** A server that sends nothing for this long has gone. */
const silenceMs = 20_000

const running = new Map<string, Promise<void>>()

export type DownloadOptions = {
  readonly signal?: AbortSignal
  /** Share of the file that has arrived, 0 … 1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Fetches a model once into `modelsDir`: into a part file, on from where an earlier try stopped, its hash checked,
 * then renamed into place, so that a half or wrong file never carries the model's name. Calls for the same file
 * share one download. Throws `ModelError`, or `signal.reason` when aborted.
 */
export async function downloadModel(
  model: Model,
  modelsDir: string,
  options: DownloadOptions = {},
): Promise<void> {
  const file = modelFile(model, modelsDir)
  const shared = running.get(file)
  if (shared) return shared
  const download = fetchInto(model, file, options).finally(() => running.delete(file))
  running.set(file, download)
  return download
}

async function fetchInto(model: Model, file: string, options: DownloadOptions): Promise<void> {
  if (model.url === null)
    throw new ModelError('missing', `The model ${model.name} is not there and can't be fetched`)
  await mkdir(dirname(file), { recursive: true })
  const part = await claimPart(file)
  const resumed = await sizeOf(part)
  await receive(model, part, resumed, options)
  if (await isWhole(model, part)) return rename(part, file)
  if (resumed === 0) return refuse(model, part)
  // What an earlier try left may have been wrong: once more, from the start.
  await rm(part, { force: true })
  await receive(model, part, 0, options)
  if (await isWhole(model, part)) return rename(part, file)
  return refuse(model, part)
}

async function refuse(model: Model, part: string): Promise<never> {
  const size = await sizeOf(part)
  await rm(part, { force: true })
  throw new ModelError(
    'wrong_checksum',
    `What ${model.url} sent is not the model ${model.name}: ${size} bytes of ${model.bytes}, or another hash`,
  )
}

/** Takes over the part file of a process that is gone, so that two live ones never write the same file. */
async function claimPart(file: string): Promise<string> {
  const own = `${file}.${process.pid}.part`
  if ((await sizeOf(own)) > 0) return own
  const prefix = `${basename(file)}.`
  for (const name of await readdir(dirname(file))) {
    const pid = Number(name.slice(prefix.length, -'.part'.length))
    if (!name.startsWith(prefix) || !name.endsWith('.part') || !Number.isInteger(pid) || isAlive(pid))
      continue
    try {
      await rename(join(dirname(file), name), own)
      return own
    } catch {
      // Another process was quicker.
    }
  }
  return own
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function receive(model: Model, part: string, from: number, options: DownloadOptions): Promise<void> {
  if (from >= model.bytes) return
  const silence = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, silence.signal]) : silence.signal
  let timer = setTimeout(() => silence.abort(), silenceMs)
  try {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {}
    const response = await fetch(model.url ?? '', { headers, signal })
    if (!response.ok || !response.body) {
      throw new ModelError('download_failed', `${model.url} answered ${response.status}`)
    }
    const resumes = response.status === 206
    const handle = await open(part, resumes ? 'a' : 'w')
    try {
      let size = resumes ? from : 0
      for await (const chunk of response.body) {
        clearTimeout(timer)
        timer = setTimeout(() => silence.abort(), silenceMs)
        size += chunk.length
        if (size > model.bytes) {
          await handle.truncate(0)
          throw new ModelError(
            'wrong_checksum',
            `${model.url} sent more than the ${model.bytes} bytes expected`,
          )
        }
        await handle.write(chunk)
        options.onProgress?.(size / model.bytes)
      }
    } finally {
      await handle.close()
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    if (error instanceof ModelError) throw error
    const reason = silence.signal.aborted ? `nothing came for ${silenceMs / 1000} s` : reasonOf(error)
    throw new ModelError('download_failed', `The model ${model.name} could not be fetched: ${reason}`, {
      cause: error,
    })
  } finally {
    clearTimeout(timer)
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

async function isWhole(model: Model, part: string): Promise<boolean> {
  if ((await sizeOf(part)) !== model.bytes) return false
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer)
  return hash.digest('hex') === model.sha256
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0
}
