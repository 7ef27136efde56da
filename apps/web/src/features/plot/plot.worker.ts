import {
  type Device,
  type Drawing,
  DrawingError,
  drawingStats,
  drawnBox,
  drawnHull,
  plotTimeline,
  readDrawing,
  showsAreas,
  writeDrawing,
  writePerPen,
} from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { buffersOf, packDrawing } from '../sheet/view-drawing.ts'
import { inkByPen } from './pens/pens.ts'
import { type PlannedDrawing, planDrawing } from './plan-drawing.ts'
import type { PlotAnswer, PlotRequest, PlotSetup } from './plot-messages.ts'
import { newWarnings, plotWarnings } from './plot-warnings.ts'

/** Arranges, orders and writes a finished drawing in this browser: the file that is shown is the file that is saved. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<PlotRequest>) => void) | null
  postMessage: (message: PlotAnswer, transfer?: Transferable[]) => void
}

type Planned = PlannedDrawing & { key: string }

const replaced = new Error('A newer arrangement is asked for.')

let opened: Drawing | null = null
let planned: Planned | null = null
/** Ends the work on an arrangement once a newer one is asked for. */
let latest = new AbortController()

scope.onmessage = ({ data }) => {
  if (data.type === 'open') return open(data.text)
  void (data.type === 'arrange' ? arrange(data) : write(data)).catch((error) => {
    if (error === replaced) return
    const isOurs = error instanceof DrawingError
    scope.postMessage({
      type: 'failed',
      id: data.id,
      message: isOurs ? error.message : 'This drawing could not be set up. Reload the page.',
    })
  })
}

function open(text: string): void {
  opened = readDrawing(text)
  planned = null
  scope.postMessage({
    type: 'opened',
    sheet: opened.sheet,
    pens: opened.layers.map(({ pen, marks }) => ({ ...pen, strokes: strokesOf(marks).length })),
    hasCovers: opened.layers.slice(1).some(showsAreas),
    box: drawnBox(opened),
    hull: drawnHull(opened),
  })
}

async function write(request: Extract<PlotRequest, { type: 'write' }>): Promise<void> {
  const { id, setup, device, wish, title } = request
  const { format, perPen, ...options } = wish
  const plan = await planFor(setup, device)
  if (!plan) return
  // A PDF would print its title on the sheet: it holds what is shown and nothing else.
  const named = format === 'pdf' ? options : { ...options, title }
  const file = (perPen ? writePerPen : writeDrawing)(plan.drawing, format, { device, ...named })
  const bytes = new Uint8Array(file.bytes)
  const warnings = newWarnings(file.warnings, plan.drawing, device)
  scope.postMessage({ ...file, warnings, type: 'written', id, bytes }, [bytes.buffer])
}

async function arrange({ id, setup, device }: Extract<PlotRequest, { type: 'arrange' }>): Promise<void> {
  latest.abort(replaced)
  latest = new AbortController()
  const plan = await planFor(setup, device, latest.signal)
  if (!plan) return
  const drawing = packDrawing(plan.drawing)
  const times = Float32Array.from(plotTimeline(plan.drawing, device))
  scope.postMessage(
    {
      type: 'arranged',
      id,
      drawing,
      setup,
      before: drawingStats(plan.before, device),
      after: drawingStats(plan.drawing, device),
      inkMm: inkByPen(plan.drawing),
      times,
      warnings: plotWarnings(plan.drawing, device, { cutMm: plan.cutMm }),
    },
    [...buffersOf(drawing), times.buffer],
  )
}

/** The drawing as a setup has it; null where none is open. */
async function planFor(setup: PlotSetup, device: Device, signal?: AbortSignal): Promise<Planned | null> {
  if (!opened) return null
  const key = JSON.stringify([setup, device])
  if (planned?.key === key) return planned
  planned = { key, ...(await planDrawing(opened, setup, device, signal)) }
  return planned
}
