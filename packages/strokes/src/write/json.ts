import { z } from 'zod'
import { DrawingError } from '../geometry/drawing-error.ts'
import { isArea, strokesOf } from '../geometry/marks.ts'
import { toneOfCode } from '../tone/tones.ts'
import type { Drawing, Layer, Mark, Tones } from '../types.ts'
import { checkDrawing } from './check.ts'
import { jsonVersion, upgradeDrawing } from './json/versions.ts'

const decimals = 1e4
const mostCurves = 10_000_000
/** Places on chains are numbers of Béziers. */
const placeDecimals = 1e7

const numbers = z.array(z.number())
const index = z.number().int().min(0)

/**
 * Points are x, y, x, y … in mm, y down; a closed stroke does not repeat its start, the curves of a contour do. Arcs name
 * a chain of their layer by its number, strokes their tones. Tones are rows of pixels, 00 all the ink … ff bare paper.
 */
const drawingFileSchema = z.strictObject({
  format: z.literal('plotline-drawing'),
  version: z.literal(jsonVersion),
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
        chains: z.array(numbers).optional(),
        tones: z
          .array(
            z.strictObject({
              width: z.number().int().min(1).max(10_000),
              height: z.number().int().min(1).max(10_000),
              mmPerPx: z.number(),
              xMm: z.number(),
              yMm: z.number(),
              hex: z.string().regex(/^([0-9a-f]{2})+$/, 'expected two hexadecimal digits per pixel'),
            }),
          )
          .optional(),
        marks: z.array(
          z.union([
            z.strictObject({
              closed: z.boolean(),
              points: numbers,
              arcs: z.array(z.strictObject({ chain: index, first: index, at: numbers })).optional(),
              tones: index.optional(),
              isBorder: z.boolean().optional(),
            }),
            z.strictObject({ color: z.string(), contours: z.array(numbers) }),
          ]),
        ),
      }),
    )
    .max(1000),
})

type LayerFile = z.output<typeof drawingFileSchema>['layers'][number]
type MarkFile = LayerFile['marks'][number]

/** The drawing as versioned JSON, coordinates to a tenth of a micrometre. `readDrawing` takes it back. */
export function writeJson(drawing: Drawing): string {
  checkDrawing(drawing)
  const file: z.input<typeof drawingFileSchema> = {
    format: 'plotline-drawing',
    version: jsonVersion,
    sheet: drawing.sheet,
    meta: drawing.meta,
    layers: drawing.layers.map(writeLayer),
  }
  return `${JSON.stringify(file)}\n`
}

function writeLayer({ pen, isDone, marks }: Layer): LayerFile {
  const chains = createNumbers<Float64Array>()
  const tonesOf = createNumbers<Tones>()
  const written = marks.map((mark): MarkFile => {
    if (isArea(mark)) return { color: mark.color, contours: mark.contours.map((curves) => rounded(curves)) }
    const { points, closed, arcs, tones, isBorder } = mark
    return {
      closed,
      points: rounded(points),
      ...(arcs && arcs.length > 0
        ? {
            arcs: arcs.map(({ chain, first, at }) => ({
              chain: chains.numberOf(chain),
              first,
              at: rounded(at, placeDecimals),
            })),
          }
        : {}),
      ...(tones ? { tones: tonesOf.numberOf(tones) } : {}),
      ...(isBorder ? { isBorder } : {}),
    }
  })
  return {
    pen,
    ...(isDone ? { isDone } : {}),
    ...(chains.all.length > 0 ? { chains: chains.all.map((chain) => rounded(chain)) } : {}),
    ...(tonesOf.all.length > 0 ? { tones: tonesOf.all.map(writeTones) } : {}),
    marks: written,
  }
}

/** Numbers things from 0 on in the order in which they are first met. */
function createNumbers<T>() {
  const numbers = new Map<T, number>()
  const all: T[] = []
  const numberOf = (one: T): number => {
    const known = numbers.get(one)
    if (known !== undefined) return known
    numbers.set(one, all.length)
    return all.push(one) - 1
  }
  return { all, numberOf }
}

function rounded(points: Float64Array, per = decimals): number[] {
  return Array.from(points, (value) => Math.round(value * per) / per)
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
  const parsed = drawingFileSchema.safeParse(upgradeDrawing(value))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue.path.length > 0 ? ` at ${issue.path.join('.')}` : ''
    throw new DrawingError(
      'bad_drawing',
      `This is no drawing of version ${jsonVersion}: ${issue.message}${where}.`,
    )
  }
  const { sheet, meta, layers } = parsed.data
  const drawing: Drawing = { sheet, meta, layers: layers.map(readLayer) }
  checkDrawing(drawing)
  checkCurves(drawing)
  return drawing
}

/** Strokes share chains: a short file could ask for more curves than any machine can hold. */
function checkCurves({ layers }: Drawing): void {
  let curves = 0
  for (const { marks } of layers)
    for (const { arcs = [] } of strokesOf(marks))
      for (const { at } of arcs) curves += Math.abs(at[at.length - 1] - at[0])
  if (curves <= mostCurves) return
  throw new DrawingError(
    'too_large',
    `The strokes go along ${Math.round(curves)} curves; up to ${mostCurves} are taken.`,
  )
}

function readLayer({ pen, isDone, chains = [], tones = [], marks }: LayerFile): Layer {
  const chainsRead = chains.map((chain) => Float64Array.from(chain))
  const tonesRead = tones.map(readTones)
  return {
    pen,
    ...(isDone ? { isDone } : {}),
    marks: marks.map((mark): Mark => {
      if ('contours' in mark)
        return { color: mark.color, contours: mark.contours.map((curves) => Float64Array.from(curves)) }
      const { points, closed, arcs, tones: own, isBorder } = mark
      return {
        points: Float64Array.from(points),
        closed,
        ...(arcs
          ? {
              arcs: arcs.map(({ chain, first, at }) => ({
                chain: named(chainsRead, chain, 'chain'),
                first,
                at: Float64Array.from(at),
              })),
            }
          : {}),
        ...(own === undefined ? {} : { tones: named(tonesRead, own, 'tones') }),
        ...(isBorder ? { isBorder } : {}),
      }
    }),
  }
}

function named<T>(all: readonly T[], number: number, what: string): T {
  if (number < all.length) return all[number]
  throw new DrawingError(
    'bad_drawing',
    `This is no drawing: a stroke names ${what} ${number}, and its layer has ${all.length}.`,
  )
}
