import { getJob, listEdgeModels } from '@plotline/services'
import type { Metadata } from 'next'
import { unstable_rethrow } from 'next/navigation'
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
  const key = typeof from === 'string' ? from : 'draft'
  return <Studio key={key} viewer={viewer} from={start} edgeModels={await edgeModels()} />
}

/** The models that find edges; none where that cannot be told just now. */
async function edgeModels(): Promise<string[]> {
  try {
    return await listEdgeModels(await services())
  } catch (error) {
    // Next's own signals ("this page is dynamic") are not failures.
    unstable_rethrow(error)
    return []
  }
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
