'use client'
import { useCallback, useRef, useState } from 'react'
import { CallError, messageOf } from './problem.ts'

type Action<A extends unknown[]> = {
  run: (...args: A) => Promise<void>
  busy: boolean
  /** What to tell the person, or null. */
  error: string | null
  clear: () => void
}

/** Runs one thing at a time, and keeps whether it runs and how it failed. An abort is not a failure. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const running = useRef(false)
  const latest = useRef(work)
  latest.current = work
  const run = useCallback(async (...args: A) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    try {
      await latest.current(...args)
    } catch (failure) {
      if (!(failure instanceof CallError && failure.code === 'aborted')) setError(messageOf(failure))
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  return { run, busy, error, clear: useCallback(() => setError(null), []) }
}
