import { z } from 'zod'
import { DrawingError } from '../geometry/drawing-error.ts'
import { toneOfCode } from '../tone/tones.ts'
import type { Drawing, Tones } from '../types.ts'
import { checkDrawing } from './check.ts'

const decimals = 1e4

/**
 * Points are x, y, x, y … in mm, y down; a closed stroke does not repeat its start, the curves of a contour do. Tones are
 * rows of pixels, 00 all the ink … ff bare paper.
 */
const drawingFileSchema = z.strictObject({
  format: z.literal('plotline-drawing'),
  version: z.literal(1),
  sheet: z.strictObject({
    widthMm: z.number(),
    heightMm: z.number(),
    marginMm: z.number(),
    paperColor: z.string(),
  }),
  meta: z.strictObject({
    style: z.string(),
    seed: z.number().int().min(0),
    title: z.string().optional(),
    recipe: z.unknown().optional(),
  }),
  layers: z
    .array(
      z.strictObject({
        pen: z.strictObject({
          name: z.string(),
          color: z.string(),
          widthMm: z.number(),
          refillOf: z.string().optional(),
        }),
        isDone: z.boolean().optional(),
        strokes: z.array(z.strictObject({ closed: z.boolean(), points: z.array(z.number()) })),
        regions: z
          .array(z.strictObject({ color: z.string(), contours: z.array(z.array(z.number())) }))
          .optional(),
        curves: z
          .strictObject({
            chains: z.array(z.array(z.number())),
            offMm: z.number().min(0),
            strayMm: z.number().min(0),
          })
          .optional(),
        tones: z
          .strictObject({
            width: z.number().int().min(1).max(10_000),
            height: z.number().int().min(1).max(10_000),
            mmPerPx: z.number(),
            xMm: z.number(),
            yMm: z.number(),
            hex: z.string().regex(/^([0-9a-f]{2})+$/, 'expected two hexadecimal digits per pixel'),
          })
          .optional(),
      }),
    )
    .max(1000),
})

/** The drawing as versioned JSON, coordinates to a tenth of a micrometre. `readDrawing` takes it back. */
export function writeJson(drawing: Drawing): string {
  checkDrawing(drawing)
  const file: z.input<typeof drawingFileSchema> = {
    format: 'plotline-drawing',
    version: 1,
    sheet: drawing.sheet,
    meta: drawing.meta,
    layers: drawing.layers.map(({ pen, isDone, strokes, regions, curves, tones }) => ({
      pen,
      ...(isDone ? { isDone } : {}),
      strokes: strokes.map(({ points, closed }) => ({ closed, points: rounded(points) })),
      ...(regions
        ? { regions: regions.map(({ color, contours }) => ({ color, contours: contours.map(rounded) })) }
        : {}),
      ...(curves ? { curves: { ...curves, chains: curves.chains.map(rounded) } } : {}),
      ...(tones ? { tones: writeTones(tones) } : {}),
    })),
  }
  return `${JSON.stringify(file)}\n`
}

function rounded(points: Float64Array): number[] {
  return Array.from(points, (value) => Math.round(value * decimals) / decimals)
}

function writeTones({ plane: { width, height, data }, mmPerPx, xMm, yMm }: Tones) {
  const hex = Array.from(data, (tone) =>
    Math.round(tone * 255)
      .toString(16)
      .padStart(2, '0'),
  )
  return { width, height, mmPerPx, xMm, yMm, hex: hex.join('') }
}

function readTones({ width, height, hex, ...place }: ReturnType<typeof writeTones>): Tones {
  const data = Float32Array.from({ length: hex.length / 2 }, (_, i) =>
    toneOfCode(Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)),
  )
  return { plane: { width, height, data }, ...place }
}

/** Reads what `writeJson` wrote; throws `bad_drawing` with the first thing that is wrong. */
export function readDrawing(json: string): Drawing {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new DrawingError('bad_drawing', 'This is no drawing: expected JSON.')
  }
  const parsed = drawingFileSchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue.path.length > 0 ? ` at ${issue.path.join('.')}` : ''
    throw new DrawingError('bad_drawing', `This is no drawing of version 1: ${issue.message}${where}.`)
  }
  const { sheet, meta, layers } = parsed.data
  const drawing: Drawing = {
    version: 1,
    sheet,
    meta,
    layers: layers.map(({ pen, isDone, strokes, regions, curves, tones }) => ({
      pen,
      ...(isDone ? { isDone } : {}),
      strokes: strokes.map(({ points, closed }) => ({ points: Float64Array.from(points), closed })),
      ...(regions
        ? {
            regions: regions.map(({ color, contours }) => ({
              color,
              contours: contours.map((points) => Float64Array.from(points)),
            })),
          }
        : {}),
      ...(curves
        ? { curves: { ...curves, chains: curves.chains.map((points) => Float64Array.from(points)) } }
        : {}),
      ...(tones ? { tones: readTones(tones) } : {}),
    })),
  }
  checkDrawing(drawing)
  return drawing
}
