import { getJob } from '@plotline/services'
import type { Metadata } from 'next'
import { services } from '#server/services.ts'
import { getViewer, type Viewer } from '../../features/session/viewer.ts'
import { Studio } from '../../features/studio/studio.tsx'
import type { StartFrom } from '../../features/studio/use-studio.ts'

export const metadata: Metadata = { title: 'Studio' }

type Search = Promise<{ from?: string | string[] }>

export default async function StudioPage({ searchParams }: { searchParams: Search }) {
  const { from } = await searchParams
  const viewer = await getViewer()
  const start = viewer && typeof from === 'string' ? await jobToRepeat(viewer, from) : null
  return <Studio key={typeof from === 'string' ? from : 'draft'} viewer={viewer} from={start} />
}

/** The job to repeat with changes; one that is gone opens the studio as it was left. */
async function jobToRepeat(viewer: Viewer, id: string): Promise<StartFrom | null> {
  try {
    const { recipe, filename, assetId, links } = await getJob(await services(), { userId: viewer.id }, id)
    return { recipe, filename, assetId, originalUrl: links.original }
  } catch {
    return null
  }
}
