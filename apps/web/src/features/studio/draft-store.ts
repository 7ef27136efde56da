import type { SentOrder } from './follow-order.ts'

/**
 * What the studio holds before anything is answered: the photo, the settings and an order under way, in this browser's
 * IndexedDB, so that they survive sign-in, a closed tab and a journey from the front page. Kept small: the front page loads it too.
 */
const databaseName = 'plotline'
const storeName = 'draft'

export type DraftPhoto = {
  blob: Blob
  name: string
  /** Our copy of it, once it has been sent: another drawing of the same photo sends nothing. */
  assetId?: string
}

type Records = { photo: DraftPhoto; settings: unknown; order: SentOrder; owner: string }

/** Whether what is kept may be shown: settled once it is known to be of nobody else. */
let claimed: Promise<void> = Promise.resolve()
/** Set when the person leaves this browser: a page that is about to go keeps nothing more. */
let isDropped = false

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = work(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Keeps a photo, the settings or an order. False where the browser refuses (private mode, no room): the page still works. */
export async function keepDraft<K extends keyof Records>(key: K, value: Records[K]): Promise<boolean> {
  if (isDropped) return false
  try {
    await run('readwrite', (store) => store.put(value, key))
    return true
  } catch {
    return false
  }
}

/** What was kept, or null. */
export async function recallDraft<K extends keyof Records>(key: K): Promise<Records[K] | null> {
  await claimed
  return read(key)
}

async function read<K extends keyof Records>(key: K): Promise<Records[K] | null> {
  try {
    return ((await run('readonly', (store) => store.get(key))) as Records[K] | undefined) ?? null
  } catch {
    return null
  }
}

/** Lets go of what was kept. */
export async function forgetDraft(key: keyof Records): Promise<void> {
  await run('readwrite', (store) => store.delete(key)).catch(() => undefined)
}

/** What is kept is this person's from now on. What another person left, whose sign-in had ended, goes before it is shown. */
export function claimDraft(owner: string): void {
  claimed = claimed.then(async () => {
    const before = await read('owner')
    if (before === owner) return
    if (before) await run('readwrite', (store) => store.clear()).catch(() => undefined)
    await keepDraft('owner', owner)
  })
}

/** From now on this page keeps nothing: its person has left, here or in another tab. */
export function keepNoDrafts(): void {
  isDropped = true
}

/** Takes all of it out of this browser, and keeps nothing more on this page. */
export function dropDrafts(): Promise<void> {
  keepNoDrafts()
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(databaseName)
      // Blocked by another tab, it goes as soon as that one lets go.
      request.onsuccess = request.onerror = request.onblocked = () => resolve()
    } catch {
      resolve()
    }
  })
}
