import type { Device, DrawingStats, Raster } from '@plotline/strokes'
import type { Recipe, StageName } from '@plotline/vectorizer'
import type { ViewDrawing } from '../sheet/view-drawing.ts'

/** What the page asks of the engine's worker. A newer `draw` or `cancel` stops the one that runs. */
export type EngineRequest =
  | { type: 'photo'; raster: Raster }
  | { type: 'draw'; id: number; recipe: Recipe; device: Device | null }
  | { type: 'cancel' }

export type EngineAnswer =
  | { type: 'stage'; id: number; stage: StageName }
  | { type: 'drawn'; id: number; drawing: ViewDrawing; stats: DrawingStats; warnings: string[] }
  | { type: 'failed'; id: number }
