import { parentPort } from 'node:worker_threads'
import { DrawingError, drawingStats, writeDrawing } from '@plotline/strokes'
import { vectorize } from '@plotline/vectorizer'
import type { DrawAnswer, DrawOutcome, DrawRequest, WrittenFile } from './messages.ts'
import { standAlone } from './stand-alone.ts'
import { failedBy } from './threads.ts'

/** Longest side of the preview picture in pixels. */
const previewPx = 1200

const port = parentPort
if (!port) throw new Error('Expected to be started as a thread.')

port.on('message', async (request: DrawRequest) => {
  const answer = (message: DrawAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  try {
    const outcome = await drawAndWrite(request, answer)
    const buffers = outcome.files.map(({ bytes }) => bytes.buffer as ArrayBuffer)
    answer({ type: 'done', outcome }, buffers)
  } catch (error) {
    answer(failedBy(error, error instanceof DrawingError ? error.code : undefined))
  }
})

async function drawAndWrite(
  { raster, mask, edges, recipe, title }: DrawRequest,
  answer: (message: DrawAnswer) => void,
): Promise<DrawOutcome> {
  const now = () => performance.now()
  const found = { mask: mask ?? undefined, edges: edges ?? undefined }
  const { drawing, warnings } = await vectorize(raster, recipe, {
    ...found,
    onStage: (event) => answer({ type: 'stage', event }),
    now,
  })
  const { widthMm, heightMm } = drawing.sheet
  const stats = drawingStats(drawing)
  if (stats.strokes === 0) return { stats, widthMm, heightMm, warnings, files: [] }

  const formats = ['json', 'svg', 'png'] as const
  const files: WrittenFile[] = []
  for (const format of formats) {
    answer({ type: 'writing', share: files.length / formats.length })
    const pxPerMm = previewPx / Math.max(widthMm, heightMm)
    const { bytes, contentType, extension } = writeDrawing(drawing, format, { title, pxPerMm })
    files.push({ format, bytes: standAlone(bytes), contentType, extension })
  }
  return { stats, widthMm, heightMm, warnings, files }
}
