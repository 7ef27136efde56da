import { DomainError, getJob } from '@plotline/services'
import { idSchema } from '@plotline/services/contract'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { services } from '#server/services.ts'
import { JobView } from '../../../features/job/job-view.tsx'
import { requireViewer } from '../../../features/session/viewer.ts'

export const metadata: Metadata = { title: 'Drawing', robots: { index: false } }

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const id = idSchema.safeParse((await params).id)
  if (!id.success) notFound()
  const viewer = await requireViewer(`/jobs/${id.data}`)
  const job = await getJob(await services(), { userId: viewer.id }, id.data).catch((error) => {
    if (error instanceof DomainError && error.code === 'not_found') notFound()
    throw error
  })
  return <JobView key={job.id} initial={job} />
}
