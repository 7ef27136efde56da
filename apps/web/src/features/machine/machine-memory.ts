import { fromStorage } from '../../components/from-storage.ts'

const key = 'plotline:machine'

/** The name of the machine that was chosen last, in this browser. */
export type MachineMemory = {
  /** Null where none was chosen. The same until another is chosen here: other tabs change nothing under one's hands. */
  recall: () => string | null
  choose: (name: string) => void
  subscribe: (notify: () => void) => () => void
}

/** Remembers in `storage`, and for as long as the page lives where a browser refuses that. */
export function createMachineMemory(storage: () => Pick<Storage, 'getItem' | 'setItem'>): MachineMemory {
  const listeners = new Set<() => void>()
  let known: string | null | undefined
  return {
    recall: () => {
      if (known === undefined) known = fromStorage(() => storage().getItem(key))
      return known
    },
    choose: (name) => {
      known = name
      fromStorage(() => storage().setItem(key, name))
      for (const notify of listeners) notify()
    },
    subscribe: (notify) => {
      listeners.add(notify)
      return () => {
        listeners.delete(notify)
      }
    },
  }
}
