import type { Drawing, Stroke } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { strokeLength } from '@plotline/strokes/geometry/polyline'
import type { RecipeInput } from '../src/recipe.ts'

/** Few marks, so that styles of many take no longer than the others. */
export const fewMarks: RecipeInput = {
  stipple: { dots: 1500 },
  tsp: { points: 1500 },
  flow: { spacingMm: 1.5 },
  spiral: { turnMm: 3 },
  squiggle: { rowMm: 3 },
  halftone: { cellMm: 4 },
  lowpoly: { points: 300, spacingMm: 1.5 },
}

/** Small enough to be drawn often: what holds on a postcard holds on larger sheets. */
export const postcard: RecipeInput = { ...fewMarks, workingPx: 160, page: { paper: 'a6' } }

export function drawnStrokes({ layers }: Drawing): Stroke[] {
  return layers.flatMap(({ marks }) => strokesOf(marks))
}

/** The length of all strokes, in mm. */
export function inkOf(drawing: Drawing): number {
  return drawnStrokes(drawing).reduce((sum, stroke) => sum + strokeLength(stroke), 0)
}
