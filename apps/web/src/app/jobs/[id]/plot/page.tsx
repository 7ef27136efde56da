import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { findJob } from '../../../../features/job/find-job.ts'
import { PlotView } from '../../../../features/plot/plot-view.tsx'
import { requireViewer } from '../../../../features/session/viewer.ts'

export const metadata: Metadata = { title: 'Set up the plot', robots: { index: false } }

export default async function PlotPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const job = await findJob(id, 'plot')
  if (job.status !== 'completed') redirect(`/jobs/${job.id}`)
  const { tier, balance } = await requireViewer(`/jobs/${job.id}/plot`)
  return <PlotView job={job} account={{ tier, balance }} />
}
