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

type Records = { photo: DraftPhoto; settings: unknown; order: SentOrder }

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
  try {
    await run('readwrite', (store) => store.put(value, key))
    return true
  } catch {
    return false
  }
}

/** What was kept, or null. */
export async function recallDraft<K extends keyof Records>(key: K): Promise<Records[K] | null> {
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
