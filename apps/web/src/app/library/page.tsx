import { listJobs } from '@plotline/services'
import type { Metadata } from 'next'
import { services } from '#server/services.ts'
import { Library } from '../../features/library/library.tsx'
import { requireViewer } from '../../features/session/viewer.ts'
import { Page } from '../../features/shell/page.tsx'

export const metadata: Metadata = { title: 'Library', robots: { index: false } }

export default async function LibraryPage() {
  const viewer = await requireViewer('/library')
  const page = await listJobs(await services(), { userId: viewer.id }, { limit: 24 })
  return (
    <Page title="Library">
      <Library initial={page} />
    </Page>
  )
}
