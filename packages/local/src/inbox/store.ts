import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const messageSchema = z.object({
  id: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  receivedAt: z.iso.datetime(),
})

export type Message = z.infer<typeof messageSchema>

const fileName = /^[0-9]{15}-[0-9a-f-]{36}\.json$/

/** The mails of the inbox, newest first: in memory, and one file each, so that a restart finds them. */
export class MessageStore {
  readonly #folder: string
  readonly #limit: number
  #messages: Message[] = []
  #lastStamp = 0

  private constructor(folder: string, limit: number) {
    this.#folder = folder
    this.#limit = limit
  }

  /** Opens the folder, making it where there is none. Keeps the newest `limit` mails; a damaged file is left out. */
  static async open(folder: string, limit = 200): Promise<MessageStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const store = new MessageStore(folder, limit)
    const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort()
    store.#lastStamp = Number(names.at(-1)?.slice(0, 15) ?? 0)
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      const read = messageSchema.safeParse(parse(text))
      if (read.success) store.#messages.unshift(read.data)
      else await rm(join(folder, name), { force: true })
    }
    await store.#dropOldest()
    return store
  }

  list(to?: string | null): Message[] {
    const wanted = to?.toLowerCase()
    return wanted
      ? this.#messages.filter((message) => message.to.toLowerCase() === wanted)
      : [...this.#messages]
  }

  find(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id)
  }

  async add(mail: Omit<Message, 'id' | 'receivedAt'>): Promise<Message> {
    // A stamp never repeats, so that the files sort in the order in which mails came.
    this.#lastStamp = Math.max(Date.now(), this.#lastStamp + 1)
    const stamp = String(this.#lastStamp).padStart(15, '0')
    const id = `${stamp}-${randomUUID()}`
    const message: Message = { ...mail, id, receivedAt: new Date(this.#lastStamp).toISOString() }
    const path = join(this.#folder, `${id}.json`)
    await writeFile(`${path}.part`, JSON.stringify(message), { mode: 0o600 })
    await rename(`${path}.part`, path)
    this.#messages.unshift(message)
    await this.#dropOldest()
    return message
  }

  async clear(): Promise<void> {
    await this.#remove(this.#messages.splice(0))
  }

  async #dropOldest(): Promise<void> {
    await this.#remove(this.#messages.splice(this.#limit))
  }

  async #remove(messages: Message[]): Promise<void> {
    for (const { id } of messages) await rm(join(this.#folder, `${id}.json`), { force: true })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
