import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { findJob } from '../../../../features/job/find-job.ts'
import { PlotView } from '../../../../features/plot/plot-view.tsx'

export const metadata: Metadata = { title: 'Set up the plot', robots: { index: false } }

export default async function PlotPage({ params }: { params: Promise<{ id: string }> }) {
  const job = await findJob((await params).id, 'plot')
  if (job.status !== 'completed') redirect(`/jobs/${job.id}`)
  return <PlotView job={job} />
}
