import type { Stroke } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { describe, expect, test } from 'vitest'
import { drawPlane, sceneOf } from '../test/scenes.ts'
import { drawParts } from './parts.ts'
import { recipeSchema } from './recipe.ts'
import { createRun } from './run.ts'
import type { Part } from './scene.ts'
import type { Style } from './style.ts'

const recipe = recipeSchema.parse({ style: 'lines' })
const strokeAt = (y: number): Stroke => ({ points: Float64Array.of(0, y, 1, y), closed: false })

/** A part whose style has these stages and draws one line, `yMm` down. */
function partAt(yMm: number, stages: Style['stages'], isDotted = false): Part {
  const scene = sceneOf(
    drawPlane(4, 4, () => 0.5),
    { mmPerPx: 1, xMm: 0, yMm: 0 },
  )
  return {
    scene,
    parameters: {},
    pens: recipe.pens,
    plates: null,
    style: {
      name: 'lines',
      label: 'A line',
      sentence: 'One line.',
      source: 'This test',
      parameters: {},
      presets: [],
      count: () => ({ strokes: 1, points: 2, laid: 2 }),
      stages,
      isDotted,
      draw: async (_scene, _parameters, _pens, run) => {
        for (const stage of stages) await run.stage(stage, () => {})
        return [strokeAt(yMm)]
      },
    },
  }
}

const drawnAt = (strokes: readonly Stroke[]) => strokes.map(({ points }) => points[1])

describe('parts of a picture', () => {
  test.each([
    ['as they come', ['edges', 'trace'], ['fill']],
    ['the other way round', ['fill'], ['edges', 'trace']],
  ] as const)(
    'are drawn in the order of their stages and answered in their own: %s',
    async (_, first, second) => {
      const begun = new Set<string>()
      const run = createRun({ onStage: ({ stage }) => begun.add(stage) })
      const drawn = await drawParts([partAt(1, first), partAt(2, second, true)], recipe, run)
      expect([...begun]).toEqual(['edges', 'trace', 'fill'])
      expect(drawn.map(({ layers }) => drawnAt(strokesOf(layers[0].marks)))).toEqual([[1], [2]])
      expect(drawn.map(({ isDotted }) => isDotted)).toEqual([false, true])
    },
  )
})
