import type {
  Arrangement,
  Device,
  DrawingStats,
  FormatName,
  PlanSteps,
  WriteOptions,
} from '@plotline/strokes'
import type { ViewDrawing } from '../sheet/view-drawing.ts'
import type { PenPlan } from './pens/pens.ts'

/** How a drawing is to be plotted: where it lies, which pens draw, what is done to strokes and in which order they come. */
export type PlotSetup = {
  readonly arrangement: Arrangement
  readonly pens: PenPlan
  /** Whether what later areas lie over is left out. */
  readonly hidesCovered: boolean
  readonly steps: PlanSteps
  /** Where a plot that broke off is taken up again, in percent of its time; 0 is all of it. */
  readonly fromPercent: number
}

/** A file as it is wanted. */
export type FileWish = Pick<
  WriteOptions,
  'hpgl' | 'svg' | 'areas' | 'dxf' | 'curvesMm' | 'poster' | 'key' | 'watermark'
> & {
  readonly format: FormatName
  /** A zip of one file per pen. */
  readonly perPen: boolean
}

/** What the page asks of the worker. A newer `arrange` makes an older one void. */
export type PlotRequest =
  | { type: 'open'; text: string }
  | { type: 'arrange'; id: number; setup: PlotSetup; device: Device }
  | { type: 'write'; id: number; setup: PlotSetup; device: Device; wish: FileWish; title: string }

export type PlotAnswer =
  | {
      type: 'opened'
      sheet: ViewDrawing['sheet']
      box: { minX: number; minY: number; maxX: number; maxY: number }
      pens: { name: string; color: string; widthMm: number; strokes: number }[]
      /** Whether a layer has areas that may hide what an earlier one draws. */
      hasCovers: boolean
      /** Corners around all that is drawn, x0, y0, x1, y1 … in mm. */
      hull: Float64Array
    }
  | {
      type: 'arranged'
      id: number
      drawing: ViewDrawing
      setup: PlotSetup
      /** Of the strokes as they are stored, and as this setup orders them. */
      before: DrawingStats
      after: DrawingStats
      /** The ink of each pen, mm. */
      inkMm: number[]
      /** When each stroke of the drawing begins and ends on the machine, s; two numbers a stroke. */
      times: Float32Array
      warnings: string[]
    }
  | {
      type: 'written'
      id: number
      bytes: Uint8Array<ArrayBuffer>
      contentType: string
      extension: string
      warnings: readonly string[]
    }
  | { type: 'failed'; id: number; message: string }
