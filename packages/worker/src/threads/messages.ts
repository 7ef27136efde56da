import type { DrawingStats, Plane, Raster, Recipe, StageEvent } from '@plotline/vectorizer'

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

/** What it answers: progress of the engine's stages and of the files, 0 … 1, then an outcome or what went wrong. */
export type DrawAnswer =
  | { readonly type: 'stage'; readonly event: StageEvent }
  | { readonly type: 'writing'; readonly share: number }
  | { readonly type: 'done'; readonly outcome: DrawOutcome }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string | undefined }

/** A drawing thread that threw or died. */
export class DrawThreadError extends Error {
  readonly isOutOfMemory: boolean

  constructor(
    message: string,
    { isOutOfMemory = false, stack }: { isOutOfMemory?: boolean; stack?: string } = {},
  ) {
    super(message)
    this.name = 'DrawThreadError'
    this.isOutOfMemory = isOutOfMemory
    if (stack) this.stack = stack
  }
}
