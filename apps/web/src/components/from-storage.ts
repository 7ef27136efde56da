/** What a browser's storage answers; null where it is switched off or full. */
export function fromStorage<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch {
    return null
  }
}
