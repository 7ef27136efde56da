import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tooLarge } from './error.ts'

export interface WrittenBlob {
  version: string
  bytes: number
  /** Quoted MD5, the form hosted gives. */
  etag: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The bytes of objects, each in a file named by a UUID of ours (the object's version): no name that a user chose ever
 * becomes a path.
 */
export class Blobs {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  pathOf(version: string): string {
    if (!uuid.test(version)) throw new Error(`Expected a UUID as an object's version, got ${version}.`)
    return join(this.#folder, version.slice(0, 2), version)
  }

  /** Streams to disk under a new version. Throws StorageError 413 above `limitBytes` and leaves nothing behind. */
  async write(source: Readable, limitBytes: number): Promise<WrittenBlob> {
    const version = randomUUID()
    const path = this.pathOf(version)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const hash = createHash('md5')
    let bytes = 0
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        if (bytes > limitBytes) return done(tooLarge())
        hash.update(chunk)
        done(null, chunk)
      },
    })
    try {
      await pipeline(source, measure, createWriteStream(`${path}.part`, { mode: 0o600 }))
      await rename(`${path}.part`, path)
    } catch (error) {
      await rm(`${path}.part`, { force: true })
      throw error
    }
    return { version, bytes, etag: `"${hash.digest('hex')}"` }
  }

  async copy(version: string): Promise<string> {
    const copied = randomUUID()
    await mkdir(dirname(this.pathOf(copied)), { recursive: true, mode: 0o700 })
    try {
      await copyFile(this.pathOf(version), this.pathOf(copied))
    } catch (error) {
      await rm(this.pathOf(copied), { force: true })
      throw error
    }
    return copied
  }

  async remove(version: string | null | undefined): Promise<void> {
    if (version) await rm(this.pathOf(version), { force: true })
  }

  /** The files that are there now, whole or not, by the folder they lie in. */
  async list(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>()
    for (const part of await readdir(this.#folder).catch(() => [])) {
      found.set(part, await readdir(join(this.#folder, part)).catch(() => []))
    }
    return found
  }

  /** Removes those of `files` that no object refers to and that are older than `ageMs`; answers how many. */
  async sweep(
    files: ReadonlyMap<string, readonly string[]>,
    isKnown: (versions: string[]) => Promise<Set<string>>,
    ageMs: number,
  ): Promise<number> {
    let removed = 0
    for (const [part, names] of files) {
      const known = await isKnown(names.filter((name) => uuid.test(name)))
      for (const name of names) {
        const path = join(this.#folder, part, name)
        const info = await stat(path).catch(() => null)
        if (known.has(name) || !info || Date.now() - info.mtimeMs < ageMs) continue
        await rm(path, { force: true })
        removed++
      }
    }
    return removed
  }
}
