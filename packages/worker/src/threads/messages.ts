import type { RenderedExport } from '@plotline/services'
import type { DrawingStats, Plane, Raster } from '@plotline/strokes'
import type { Recipe, StageEvent } from '@plotline/vectorizer'
import type { ThreadEnd } from './threads.ts'

/** What a drawing thread is asked: one picture by one recipe. Pixels are handed over, not copied. */
export type DrawRequest = {
  readonly raster: Raster
  readonly mask: Plane | null
  readonly edges: Plane | null
  readonly recipe: Recipe
  readonly title: string
}

export type WrittenFile = {
  readonly format: 'json' | 'svg' | 'png'
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly extension: string
}

export type DrawOutcome = {
  readonly stats: DrawingStats
  readonly widthMm: number
  readonly heightMm: number
  readonly warnings: readonly string[]
  readonly files: readonly WrittenFile[]
}

/** What a drawing thread says on the way: progress of the engine's stages and of the files, 0 … 1. */
export type DrawNews =
  | { readonly type: 'stage'; readonly event: StageEvent }
  | { readonly type: 'writing'; readonly share: number }
export type DrawAnswer = DrawNews | ThreadEnd<DrawOutcome>

/** What a writing thread is asked: one stored drawing, as JSON, in the way that was asked for. */
export type WriteRequest = {
  readonly drawing: Uint8Array<ArrayBuffer>
  readonly request: unknown
  readonly job: { readonly filename: string; readonly style: string }
}
export type WriteAnswer = ThreadEnd<RenderedExport>
