'use client'
import { type Job, jobSchema } from '@plotline/services/contract'
import { Button } from '../../components/button.tsx'
import { ErrorText } from '../../components/error-text.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'
import { StageList } from './stage-list.tsx'

type JobProgressProps = { job: Job; stale: boolean; onChanged: () => Promise<void> }

/** While it is drawn: how far, which stage, and the way to stop. */
export function JobProgress({ job, stale, onChanged }: JobProgressProps) {
  const cancel = useAction(async () => {
    await call(jobSchema, `/api/jobs/${job.id}/cancel`, { method: 'POST' })
    await onChanged()
  })
  return (
    <div className="grid gap-4">
      <ProgressBar
        label={job.status === 'pending' ? 'Waiting for a free hand' : 'Drawing'}
        share={job.status === 'pending' ? null : job.percent / 100}
      />
      <StageList stages={job.stages} />
      {stale ? (
        <p role="status" className="text-sm text-warning">
          The connection is gone. The drawing goes on; this page catches up when it is back.
        </p>
      ) : (
        <p className="text-sm text-quiet">You can leave this page. The drawing will be in your library.</p>
      )}
      <Button onClick={() => void cancel.run()} busy={cancel.busy}>
        Cancel, get the credit back
      </Button>
      <ErrorText>{cancel.error}</ErrorText>
    </div>
  )
}
