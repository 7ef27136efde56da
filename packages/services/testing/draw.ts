import { drawingStats, writeDrawing } from '@plotline/strokes'
import { stagesOf, vectorize } from '@plotline/vectorizer'
import { storeFile } from '../src/assets/store.ts'
import type { ServiceContext } from '../src/context.ts'
import { downloadName } from '../src/contract/download-name.ts'
import { completeJob } from '../src/jobs/complete.ts'
import { type StartedJob, startJob } from '../src/jobs/start.ts'
import { pictureRaster } from './picture.ts'

/** Does a worker's part of a job in the test's own process: really drawn, really stored. */
export async function drawJob(ctx: ServiceContext, jobId: string): Promise<void> {
  const job = await startJob(ctx, jobId)
  if (!job) throw new Error(`Expected job ${jobId} to be waiting.`)
  if (!(await finishJob(ctx, job))) throw new Error(`Expected job ${jobId} to be completed.`)
}

/** The rest of a started job. Answers false when its claim is void. */
export async function finishJob(ctx: ServiceContext, job: StartedJob): Promise<boolean> {
  const raster = pictureRaster()
  const { drawing, warnings } = await vectorize(raster, job.recipe)
  const stats = drawingStats(drawing)
  const files = [
    { kind: 'artifact', format: 'json', written: writeDrawing(drawing, 'json') },
    { kind: 'artifact', format: 'svg', written: writeDrawing(drawing, 'svg') },
    { kind: 'preview', format: 'preview', written: writeDrawing(drawing, 'png', { pxPerMm: 2 }) },
  ] as const
  const stored = []
  for (const { kind, format, written } of files) {
    const { userId, jobId } = job
    const filename = downloadName({ filename: job.filename, style: job.recipe.style }, written.extension)
    stored.push(await storeFile(ctx, { kind, format, userId, jobId, filename, ...written }))
  }
  return completeJob(ctx, job, {
    assetIds: stored.map(({ id }) => id),
    original: { width: raster.width, height: raster.height },
    stages: stagesOf(job.recipe).map((name) => ({ name, status: 'completed', percent: 100, ms: 1 })),
    result: {
      ...stats,
      layers: [...stats.layers],
      widthMm: drawing.sheet.widthMm,
      heightMm: drawing.sheet.heightMm,
      isolatedBy: null,
      warnings,
    },
  })
}
