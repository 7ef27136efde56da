'use client'
import type { Job, PdfAccount } from '@plotline/services/contract'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { ButtonLink } from '../../components/button.tsx'
import { formatStrokes } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { Settling } from '../../components/settling.tsx'
import { useMachine } from '../machine/use-machine.ts'
import type { SheetMode } from '../sheet/paint.ts'
import { SheetView } from '../sheet/sheet-view.tsx'
import { StatsLine } from '../sheet/stats-line.tsx'
import { placePhoto, sheetOfPhoto } from '../studio/photo/placed-photo.ts'
import { DownloadPanel } from './download-panel.tsx'
import { JobFacts } from './job-facts.tsx'
import { JobOutcome } from './job-outcome.tsx'
import { JobProgress } from './job-progress.tsx'
import { settingsOf } from './job-settings.ts'
import { plotTimeOf } from './plot-time.ts'
import { StageAnnouncer } from './stage-list.tsx'
import { hasEnded, useJob } from './use-job.ts'
import { useJobDrawing } from './use-job-drawing.ts'
import { usePicture } from './use-picture.ts'

/** One order: its stages while it is drawn, its drawing and files afterwards, and what happened if there is none. */
export function JobView({ initial, account }: { initial: Job; account: PdfAccount }) {
  const router = useRouter()
  const { job, stale, refresh } = useJob(initial)
  const { drawing, finished, state } = useJobDrawing(job)
  const original = usePicture(job.links.original)
  const { device } = useMachine()
  const { result } = job
  const time = useMemo(() => result && plotTimeOf(result, finished, device), [result, finished, device])
  const [mode, setMode] = useState<SheetMode>('drawing')
  const ended = hasEnded(job.status)
  const wasRunning = !hasEnded(initial.status)

  // The header's balance is the server's: a refund shows there once the job has ended.
  useEffect(() => {
    if (ended && wasRunning) router.refresh()
  }, [ended, wasRunning, router])

  // Without its settings nobody knows how the photo lay.
  const placed = original && job.recipe ? placePhoto(original, job.recipe) : null
  const sheet = drawing?.sheet ?? sheetOfPhoto(original ?? { width: 300, height: 400 }, settingsOf(job))
  const isRunning = !ended
  return (
    <main
      id="content"
      className="flex flex-col lg:grid lg:h-[calc(100dvh-3.5rem)] lg:min-h-[30rem] lg:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <div className="flex h-[62dvh] min-h-80 min-w-0 flex-col border-b lg:h-auto lg:min-h-0 lg:border-b-0">
        <SheetView
          sheet={sheet}
          drawing={drawing}
          photo={placed}
          label={`Drawing of ${job.filename}${result ? `, ${formatStrokes(result.strokes)}` : ''}`}
          mode={isRunning && !drawing ? 'photo' : mode}
          onModeChange={setMode}
          progress={isRunning ? job.percent / 100 : null}
        >
          {state === 'loading' && !drawing ? (
            <p role="status" className="absolute inset-x-0 top-1/2 text-center text-sm text-[#5a6072]">
              Fetching the strokes
            </p>
          ) : null}
          {state === 'gone' ? (
            <div className="absolute inset-x-4 top-4 mx-auto max-w-md">
              <Notice tone="warning" title="The files are gone">
                They have expired or cannot be reached. Repeat the drawing to make them again.
              </Notice>
            </div>
          ) : null}
        </SheetView>
        <div className="min-h-[2.75rem] border-t px-4 py-2.5">
          {result && time ? (
            <StatsLine stats={{ ...result, plotSeconds: time.seconds }} device={time.machine} />
          ) : null}
        </div>
      </div>
      <aside
        aria-label="This drawing"
        className="relative grid content-start gap-6 overflow-y-auto p-4 sm:p-6 lg:border-l"
      >
        <div className="grid gap-1">
          <h1 className="truncate text-lg" title={job.filename}>
            {job.filename}
          </h1>
          <StageAnnouncer job={job} />
        </div>
        <Settling meaning={isRunning ? 'running' : 'ended'} className="grid gap-6">
          {isRunning ? <JobProgress job={job} stale={stale} onChanged={refresh} /> : null}
          {job.status === 'failed' || job.status === 'cancelled' ? <JobOutcome job={job} /> : null}
          {result?.warnings.map((warning) => (
            <Notice key={warning} tone="warning">
              {warning}
            </Notice>
          ))}
          {job.status === 'completed' ? (
            <>
              <ButtonLink href={`/jobs/${job.id}/plot`} look="primary" size="lg">
                Set up the plot
              </ButtonLink>
              <DownloadPanel job={job} account={account} />
              <div className="flex flex-wrap gap-2">
                <ButtonLink href={`/studio?from=${job.id}`}>Repeat with changes</ButtonLink>
                <ButtonLink href="/library" look="plain">
                  Library
                </ButtonLink>
              </div>
            </>
          ) : null}
        </Settling>
        <JobFacts job={job} time={time} />
      </aside>
    </main>
  )
}
