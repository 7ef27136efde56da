'use client'
import { type Job, jobDeleteResponseSchema, jobListSchema, jobSchema } from '@plotline/services/contract'
import { useEffect, useRef, useState } from 'react'
import { ButtonLink } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Notice } from '../../components/notice.tsx'
import { Settling } from '../../components/settling.tsx'
import { Toast } from '../../components/toast.tsx'
import { call } from '../api/call.ts'
import { MoreButton } from '../api/more-button.tsx'
import { messageOf } from '../api/problem.ts'
import { useAction } from '../api/use-action.ts'
import { type Page, usePages } from '../api/use-pages.ts'
import { JobCard } from './job-card.tsx'

type LibraryProps = { initial: Page<Job> }
const undoMs = 8000

/** Every drawing of yours, page by page. A deleted one can be brought back for a moment: it goes when the moment is over. */
export function Library({ initial }: LibraryProps) {
  const {
    entries: jobs,
    setEntries: setJobs,
    more,
  } = usePages(initial, (cursor) =>
    call(jobListSchema, `/api/jobs?limit=24&cursor=${encodeURIComponent(cursor)}`),
  )
  const [leaving, setLeaving] = useState<Job | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const pending = useRef<Job | null>(null)
  /** Each deletion moves the next card under the pointer. */
  const [removals, setRemovals] = useState(0)

  const bringBack = (job: Job) =>
    setJobs((now) => [...now, job].sort((a, b) => b.createdAt.localeCompare(a.createdAt)))
  const removeNow = async (job: Job) => {
    pending.current = null
    try {
      await call(jobDeleteResponseSchema, `/api/jobs/${job.id}`, { method: 'DELETE' })
    } catch (error) {
      bringBack(job)
      setFailure(messageOf(error))
    }
  }

  useEffect(() => {
    // Going away before the moment is over does not bring it back.
    const flush = () => {
      if (!pending.current) return
      const { id } = pending.current
      pending.current = null
      void fetch(`/api/jobs/${id}`, { method: 'DELETE', keepalive: true }).catch(() => undefined)
    }
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [])

  const remove = (job: Job) => {
    if (pending.current) void removeNow(pending.current)
    pending.current = job
    setFailure(null)
    setLeaving(job)
    setRemovals((now) => now + 1)
    setJobs((now) => now.filter(({ id }) => id !== job.id))
  }
  const undo = () => {
    const job = pending.current
    pending.current = null
    setLeaving(null)
    if (job) bringBack(job)
  }
  const cancel = useAction(async (job: Job) => {
    const cancelled = await call(jobSchema, `/api/jobs/${job.id}/cancel`, { method: 'POST' })
    setJobs((now) => now.map((known) => (known.id === job.id ? cancelled : known)))
  })

  return (
    <>
      {(failure ?? cancel.error) ? (
        <Notice tone="danger" live className="mb-6">
          {failure ?? cancel.error}
        </Notice>
      ) : null}
      {jobs.length === 0 ? (
        <Empty
          title="No drawings yet"
          action={
            <ButtonLink href="/studio" look="primary">
              Open the studio
            </ButtonLink>
          }
        >
          <p>What you order in the studio is kept here, with every file, for 90 days.</p>
        </Empty>
      ) : (
        <Settling meaning={String(removals)}>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(15rem,100%),1fr))] gap-x-6 gap-y-8">
            {jobs.map((job) => (
              <JobCard
                key={job.id}
                job={job}
                onRemove={() => remove(job)}
                onCancel={() => void cancel.run(job)}
              />
            ))}
          </ul>
        </Settling>
      )}
      <MoreButton more={more} label="Show older drawings" className="mt-10" />
      <Toast
        open={leaving !== null}
        durationMs={undoMs}
        onOpenChange={(open) => {
          if (open) return
          if (pending.current) void removeNow(pending.current)
          setLeaving(null)
        }}
        action={{ label: 'Undo', onPress: undo }}
      >
        Deleted {leaving?.filename}
      </Toast>
    </>
  )
}
