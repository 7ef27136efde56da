'use client'
import { type Job, jobEventSchema, jobSchema } from '@plotline/services/contract'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { CallError } from '../api/problem.ts'

const pollMs = 2500
export const hasEnded = (status: Job['status']): boolean => status !== 'pending' && status !== 'processing'

/** A job that keeps itself current: by server-sent events, by asking every few seconds where those do not get through. */
export function useJob(initial: Job): { job: Job; stale: boolean; refresh: () => Promise<void> } {
  const [job, setJob] = useState(initial)
  const [stale, setStale] = useState(false)
  const { id } = initial
  const ended = hasEnded(job.status)

  const refresh = async () => setJob(await call(jobSchema, `/api/jobs/${id}`))

  useEffect(() => {
    if (ended) return
    const control = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    /** Longer where the server says so, as it does when too much is asked. */
    let waitMs = pollMs
    const ask = async () => {
      try {
        const answer = await call(jobSchema, `/api/jobs/${id}`, { signal: control.signal })
        waitMs = pollMs
        setStale(false)
        setJob(answer)
      } catch (error) {
        if (error instanceof CallError && error.code === 'aborted') return
        if (error instanceof CallError) waitMs = Math.max(pollMs, 1000 * (error.retryAfterSeconds ?? 0))
        setStale(true)
      }
    }
    const poll = () => {
      timer = setTimeout(async () => {
        await ask()
        if (!control.signal.aborted) poll()
      }, waitMs)
    }
    const source = new EventSource(`/api/jobs/${id}/events`)
    source.addEventListener('job', (event) => {
      const parsed = jobEventSchema.safeParse(JSON.parse(String(event.data)))
      if (!parsed.success) return
      setStale(false)
      if (hasEnded(parsed.data.status)) void ask()
      else setJob((now) => ({ ...now, ...parsed.data }))
    })
    source.onerror = () => {
      source.close()
      if (!timer && !control.signal.aborted) poll()
    }
    return () => {
      control.abort()
      source.close()
      clearTimeout(timer)
    }
  }, [id, ended])

  return { job, stale, refresh }
}
