import type { Job } from '@plotline/services/contract'
import { ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'

/** When there is no drawing: what happened, whether it cost anything, what to do. */
export function JobOutcome({ job }: { job: Job }) {
  const charge = job.refunded ? 'You were not charged: the credit is back.' : 'The credit is on its way back.'
  const again = (
    <ButtonLink href={`/studio?from=${job.id}`} size="sm">
      Open in the studio
    </ButtonLink>
  )
  if (job.status === 'failed') {
    return (
      <Notice tone="danger" title="The drawing failed" action={again}>
        {job.failure ?? `Something went wrong on our side. ${charge}`}
      </Notice>
    )
  }
  return (
    <Notice tone="info" title="Cancelled" action={again}>
      {charge}
    </Notice>
  )
}
