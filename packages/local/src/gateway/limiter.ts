/** Counts events per key in a sliding window. In memory: one process, one machine, forgotten at a restart. */
export class Limiter {
  readonly #limit: number
  readonly #windowMs: number
  readonly #now: () => number
  readonly #times = new Map<string, number[]>()

  constructor(limit: number, windowMs: number, now: () => number = Date.now) {
    this.#limit = limit
    this.#windowMs = windowMs
    this.#now = now
  }

  /** Seconds until the key may go on; 0 when it may now. */
  waitSeconds(key: string): number {
    const times = this.#recent(key)
    const oldest = times[times.length - this.#limit]
    return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + this.#windowMs - this.#now()) / 1000))
  }

  count(key: string): void {
    this.#times.set(key, [...this.#recent(key), this.#now()].slice(-this.#limit))
    if (this.#times.size > 10_000) for (const known of this.#times.keys()) this.#recent(known)
  }

  forget(key: string): void {
    this.#times.delete(key)
  }

  #recent(key: string): number[] {
    const since = this.#now() - this.#windowMs
    const times = (this.#times.get(key) ?? []).filter((time) => time > since)
    if (times.length === 0) this.#times.delete(key)
    return times
  }
}
