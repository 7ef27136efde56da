import type { Metadata } from 'next'
import { findJob } from '../../../features/job/find-job.ts'
import { JobView } from '../../../features/job/job-view.tsx'
import { requireViewer } from '../../../features/session/viewer.ts'

export const metadata: Metadata = { title: 'Drawing', robots: { index: false } }

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const job = await findJob((await params).id)
  const { tier, balance } = await requireViewer(`/jobs/${job.id}`)
  return <JobView key={job.id} initial={job} account={{ tier, balance }} />
}
