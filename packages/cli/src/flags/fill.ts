import {
  createPace,
  type Drawing,
  type FillOptions,
  fillLayers,
  fillPatterns,
  inTurns,
} from '@plotline/strokes'
import { readChoice, readNumber } from '../arguments.ts'
import { naming, UsageError } from '../errors.ts'
import type { Progress } from '../progress.ts'

/** How each layer is filled, in their order, null for not at all; the last goes for all that follow. */
export type Fill = readonly (FillOptions | null)[]

/** The flags of every command that can fill areas. */
export const fillFlags = {
  fill: { type: 'string' },
  'fill-angle': { type: 'string' },
  'fill-spacing': { type: 'string' },
} as const

export function readFill(flags: {
  fill?: string
  'fill-angle'?: string
  'fill-spacing'?: string
}): Fill | null {
  const { fill, 'fill-angle': angle, 'fill-spacing': spacing } = flags
  if (fill === undefined) {
    for (const flag of ['fill-angle', 'fill-spacing'] as const)
      if (flags[flag] !== undefined) throw new UsageError(`--${flag}: expected --fill beside it`)
    return null
  }
  const patterns = fill
    .split(',')
    .map((name) => readChoice('--fill', name, [...fillPatterns, 'none'] as const))
  const angles = numbers('--fill-angle', angle, -360, 360)
  const spacings = numbers('--fill-spacing', spacing, 0.05, 100)
  const count = Math.max(patterns.length, angles.length, spacings.length)
  const at = <T>(values: readonly T[], i: number) => values[Math.min(i, values.length - 1)]
  return Array.from({ length: count }, (_, i) => {
    const pattern = at(patterns, i)
    if (pattern === undefined || pattern === 'none') return null
    return { pattern, angleDeg: at(angles, i) ?? 45, spacingMm: at(spacings, i) }
  })
}

function numbers(flag: string, text: string | undefined, least: number, most: number): number[] {
  return text === undefined ? [] : text.split(',').map((one) => readNumber(flag, one, least, most))
}

/** The stage `fill`, where it is asked for: areas as strokes of their pens, on the sheet as it is plotted. */
export async function fillDrawing(
  fill: Fill | null,
  {
    input,
    drawing,
    progress,
    signal,
  }: { input: string; drawing: Drawing; progress: Progress; signal: AbortSignal },
): Promise<Drawing> {
  if (!fill) return drawing
  const fillOf = (layer: number) => fill[Math.min(layer, fill.length - 1)] ?? null
  const layers = await progress.stage('fill', (share) =>
    naming(input, () => inTurns(fillLayers(drawing.layers, fillOf), createPace(signal), share)),
  )
  return { ...drawing, layers }
}
