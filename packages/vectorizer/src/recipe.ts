import { paperSchema } from '@plotline/strokes/page/paper-schema'
import { orderLevels } from '@plotline/strokes/plan/ordering/order'
import { seamKinds } from '@plotline/strokes/plan/ordering/place-seams'
import { strokeSorts } from '@plotline/strokes/plan/ordering/sort'
import { z } from 'zod'
import { knobsSchema } from './knobs.ts'
import { backgrounds } from './raster/tone.ts'
import { parameterSchemas, styleNames } from './styles.ts'

const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour like #1b1f2a')
const share = z.number().min(0).max(1)

/** A part of the image: left, top, right and bottom border, in shares of its width and height. */
export const boxSchema = z
  .array(share)
  .length(4)
  .refine(
    ([left, top, right, bottom]) => right > left && bottom > top,
    'expected left, top, right, bottom, each pair in that order',
  )

/** Isolation: `auto` takes the model where there is one, else a classical method; the result names which. */
export const isolateSchema = z
  .strictObject({
    mode: z.enum(['off', 'auto', 'model']).default('off'),
    model: z.string().max(60).default('u2netp'),
    background: z
      .enum(backgrounds)
      .default('drop')
      .describe('Left out, drawn faintly, or drawn in a style of its own'),
    backgroundStyle: z.enum(styleNames).default('hatch').describe('Of the background, where it has one'),
    box: boxSchema
      .optional()
      .describe('Where the subject is: left, top, right, bottom, in shares of the upright image'),
  })
  .prefault({})

const level = z.number().min(-1).max(1)

/** What is done to the image before it is drawn; the defaults change nothing. */
export const toneSchema = z
  .strictObject({
    rotateDeg: z.number().min(-360).max(360).default(0).describe('Clockwise, before cutting'),
    crop: z
      .strictObject({
        left: share.default(0),
        top: share.default(0),
        right: share.default(1),
        bottom: share.default(1),
      })
      .refine(({ left, right, top, bottom }) => right > left && bottom > top, 'expected a part of the image')
      .prefault({}),
    brightness: level.default(0),
    contrast: level.default(0),
    gamma: z.number().min(0.2).max(5).default(1).describe('Above 1 the middle tones get lighter'),
    localContrast: share.default(0).describe('How far tones are evened out across the image'),
    denoise: share.default(0),
  })
  .prefault({})

/** How the image is shared among pens by a style that makes tone: one pen for all of it, or a plate for each. */
export const separationSchema = z
  .strictObject({
    mode: z.enum(['none', 'kmeans', 'pens', 'cmyk']).default('none'),
    colors: z.number().int().min(2).max(12).default(4).describe('How many colors k-means looks for'),
  })
  .prefault({})

export const penSchema = z.strictObject({
  name: z.string().min(1).max(60),
  color,
  widthMm: z.number().min(0.03).max(5),
})

export const planSchema = z
  .strictObject({
    simplifyMm: z
      .number()
      .min(0)
      .max(5)
      .default(0.04)
      .describe('How far a stroke may move to need fewer points'),
    mergeMm: z.number().min(0).max(5).default(0.25).describe('Ends this near are joined'),
    order: z
      .enum(orderLevels)
      .default('fast')
      .describe('How much work goes into little pen-up travel; good takes seconds, best may take a minute'),
    minStrokeMm: z.number().min(0).max(20).default(0.3).describe('Shorter strokes are dropped'),
    sort: z
      .enum(strokeSorts)
      .default('travel')
      .describe('What the order of strokes is for; only travel and time take the work that order says'),
    dedupeMm: z
      .number()
      .min(0)
      .max(5)
      .default(0)
      .describe('Ink this near to ink drawn before is left out; 0 leaves all'),
    seams: z
      .enum(seamKinds)
      .default('travel')
      .describe('Where loops begin: where it costs least travel, hidden in a corner, or spread around them'),
    passes: z.number().int().min(1).max(10).default(1).describe('Times every stroke is drawn'),
    refillMm: z
      .number()
      .min(10)
      .max(1e6)
      .optional()
      .describe('A pause to refill after so much ink, at the end of a stroke'),
  })
  .prefault({})

export const pageSchema = z
  .strictObject({
    paper: paperSchema.default('a4'),
    orientation: z.enum(['auto', 'portrait', 'landscape']).default('auto'),
    marginMm: z.number().min(0).max(200).default(15),
    paperColor: color.default('#ffffff'),
  })
  .prefault({})

/** Every parameter of a run, versioned. What was stored or kept is read by `storedRecipeSchema`, which knows older versions. */
export const recipeSchema = z.strictObject({
  version: z.literal(1).default(1),
  style: z.enum(styleNames).default('lines'),
  seed: z.number().int().min(0).max(4294967295).default(1),
  workingPx: z.number().int().min(64).max(4096).default(1400).describe('Longest side of the working image'),
  knobs: knobsSchema,
  isolate: isolateSchema,
  tone: toneSchema,
  separation: separationSchema,
  ...parameterSchemas,
  pens: z
    .array(penSchema)
    .min(1)
    .max(12)
    .default([{ name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 }]),
  plan: planSchema,
  page: pageSchema,
})
export type Recipe = z.infer<typeof recipeSchema>
export type RecipeInput = z.input<typeof recipeSchema>
