import { DomainError, getJob } from '@plotline/services'
import { idSchema, type Job } from '@plotline/services/contract'
import { notFound } from 'next/navigation'
import { services } from '#server/services.ts'
import { requireViewer } from '../session/viewer.ts'

/** The viewer's own job for one of its pages; signs them in first, and shows “not found” for what is not theirs. */
export async function findJob(id: string, page?: 'plot'): Promise<Job> {
  const known = idSchema.safeParse(id)
  if (!known.success) notFound()
  const viewer = await requireViewer(`/jobs/${known.data}${page ? `/${page}` : ''}`)
  return getJob(await services(), { userId: viewer.id }, known.data).catch((error) => {
    if (error instanceof DomainError && error.code === 'not_found') notFound()
    throw error
  })
}
