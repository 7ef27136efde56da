import { drawingStats, type Raster } from '@plotline/strokes'
import { vectorize } from '@plotline/vectorizer'
import { buffersOf, packDrawing } from '../sheet/view-drawing.ts'
import type { EngineAnswer, EngineRequest } from './engine-messages.ts'

/** The same engine as on the server, in this browser: nothing leaves the machine for a preview. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<EngineRequest>) => void) | null
  postMessage: (message: EngineAnswer, transfer?: Transferable[]) => void
}

let raster: Raster | null = null
let running = new AbortController()

scope.onmessage = ({ data }) => {
  if (data.type === 'photo') raster = data.raster
  running.abort()
  if (data.type !== 'draw') return
  running = new AbortController()
  void draw(data, running.signal)
}

async function draw(request: Extract<EngineRequest, { type: 'draw' }>, signal: AbortSignal): Promise<void> {
  const { id, recipe, device } = request
  if (!raster) return
  try {
    const { drawing, warnings } = await vectorize(raster, recipe, {
      signal,
      onStage: ({ stage, status }) => {
        if (status === 'processing') scope.postMessage({ type: 'stage', id, stage })
      },
    })
    const stats = drawingStats(drawing, device ?? undefined)
    const packed = packDrawing(drawing)
    scope.postMessage({ type: 'drawn', id, drawing: packed, stats, warnings }, buffersOf(packed))
  } catch {
    if (!signal.aborted) scope.postMessage({ type: 'failed', id })
  }
}
