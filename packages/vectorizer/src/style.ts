import type { Layer, Pen, Plane, Raster, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import type { z } from 'zod'
import type { Canvas, Marks } from './cost-marks.ts'
import type { Knobs } from './knobs.ts'
import type { Background } from './raster/tone.ts'
import type { Run } from './run.ts'
import type { StageName } from './types.ts'

/** Where the working image lies on the sheet: pixel `(x, y)` is at `(x * mmPerPx + xMm, y * mmPerPx + yMm)`. */
export type Place = {
  readonly mmPerPx: number
  readonly xMm: number
  readonly yMm: number
}

/** What every style draws from: the image at its working size, where it lies on the sheet, and what is asked of any style. */
export type Scene = {
  /** Perceptual lightness stretched to the image's own range, 0 … 1; the background is as it was taken. */
  readonly light: Plane
  /**
   * What there is to shade, 1 bare paper … 0 all the ink there is: `light` with the background dropped or faded, the
   * other way around for a light pen on dark paper.
   */
  readonly shade: Plane
  /** The share of the subject per pixel, at working size; null where the whole image is meant. */
  readonly mask: Plane | null
  /** How surely an edge runs through each pixel, 0 … 1, as a network says, at working size; null where none was asked. */
  readonly edges: Plane | null
  /** The noise of `light`, as a standard deviation of tone. */
  readonly noise: number
  readonly place: Place
  readonly paperColor: string
  /** What becomes of what the mask leaves out. */
  readonly background: Background
  /** What a person turns; a style's own parameters win. */
  readonly knobs: Knobs
  /** Where a style draws lots, the same seed draws the same. */
  readonly seed: number
  /** The image in color at its working size, made when first asked for; the background is as it was taken. */
  color(pace: Pace): Promise<Raster>
}

/** The ink of a tonal style. */
export type InkRange = {
  /** The most ink the marks can lay, as a share of paper. */
  readonly most: number
  /** Shades lighter than this stay paper, 0 … 1. */
  readonly threshold: number
}

/** The schemas of a style's parameters, by the keys that hold them in a recipe. */
export type ParameterSchemas = Readonly<Record<string, z.ZodType>>

/** A style's parameters, by the same keys. */
export type ParametersOf<Schemas extends ParameterSchemas> = {
  readonly [Key in keyof Schemas]: z.output<Schemas[Key]>
}

/** A named recipe: only what differs from the defaults. */
export type Preset<Name extends string = string, Schemas extends ParameterSchemas = ParameterSchemas> = {
  readonly name: string
  readonly label: string
  readonly recipe: { readonly style: Name; readonly knobs?: Partial<Knobs> } & {
    readonly [Key in keyof Schemas]?: z.input<Schemas[Key]>
  }
}

/** One way of drawing. A new one is a file with its parameters and this, and a line in `styles.ts`. */
export type Style<Name extends string = string, Schemas extends ParameterSchemas = ParameterSchemas> = {
  readonly name: Name
  readonly label: string
  /** What it does, for people, in one sentence. */
  readonly sentence: string
  /** Where it comes from: papers, people. */
  readonly source: string
  /** The stages it has of its own, in order. */
  readonly stages: readonly Extract<StageName, 'edges' | 'trace' | 'fill'>[]
  /** Its parameters, under a key of its own name; a style made of others has theirs, under their keys. */
  readonly parameters: Schemas
  readonly presets: readonly Preset<Name, Schemas>[]
  /** What ink a tonal style lays at most, and up to which tone: its drawing, seen from a distance, is that much ink. */
  ink?(parameters: ParametersOf<Schemas>, pens: readonly Pen[], knobs: Knobs): InkRange
  /** Whether it makes tone without its ink being known beforehand: it can be drawn per pen all the same. */
  readonly isTonal?: boolean
  /** The parameters with the style's lines turned by an angle, for the next of several pens. */
  turned?(parameters: ParametersOf<Schemas>, turnDeg: number): ParametersOf<Schemas>
  /** Whether its strokes are marks as small as the pen, not to be simplified, joined or dropped. */
  readonly isDotted?: boolean
  /** About how many marks it makes of a usual picture; measured by `bench/cost.bench.ts`. */
  count(parameters: ParametersOf<Schemas>, pens: readonly Pen[], canvas: Canvas): Marks
  /** The strokes in sheet mm, in no order. Reports each of `stages` through `run`. */
  draw(scene: Scene, parameters: ParametersOf<Schemas>, pens: readonly Pen[], run: Run): Promise<Stroke[]>
  /** For a style that needs more than one pen, or fills: its layers, in plotting order, in place of `draw`. */
  drawLayers?(
    scene: Scene,
    parameters: ParametersOf<Schemas>,
    pens: readonly Pen[],
    run: Run,
  ): Promise<Layer[]>
}
