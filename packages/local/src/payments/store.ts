import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A Stripe-shaped object: what the API answers and what events carry. */
export type StripeObject = { id: string; object: string; created: number } & Record<string, unknown>

/** What the sandbox knows, by kind of object and then by id, oldest first. Survives a restart. */
export class SandboxStore {
  readonly #file: string
  readonly #objects: Map<string, StripeObject>
  #saving: Promise<void> = Promise.resolve()

  private constructor(file: string, objects: StripeObject[]) {
    this.#file = file
    this.#objects = new Map(objects.map((object) => [object.id, object]))
  }

  /** Reads the file, or begins empty. A file that cannot be parsed is refused: money data is never dropped silently. */
  static async open(file: string): Promise<SandboxStore> {
    await mkdir(dirname(file), { recursive: true })
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]'
      throw error
    })
    return new SandboxStore(file, JSON.parse(text))
  }

  get(kind: string, id: string): StripeObject | undefined {
    const object = this.#objects.get(id)
    return object?.object === kind ? object : undefined
  }

  all(kind: string): StripeObject[] {
    return [...this.#objects.values()].filter((object) => object.object === kind)
  }

  put<T extends StripeObject>(object: T): T {
    this.#objects.set(object.id, object)
    // A disk that was full once is written to again; who waits for `flush` learns of it, and nobody has to.
    this.#saving = this.#saving.catch(() => {}).then(() => this.#save())
    this.#saving.catch(() => {})
    return object
  }

  /** Settles when all that was put is on disk. */
  flush(): Promise<void> {
    return this.#saving
  }

  async #save(): Promise<void> {
    const part = `${this.#file}.part`
    await writeFile(part, JSON.stringify([...this.#objects.values()]), { mode: 0o600 })
    await rename(part, this.#file)
  }
}

/** `cs_test_…`, `pi_…`: the prefix says the kind, as with Stripe. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

export function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}
