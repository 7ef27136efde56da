import type { Stroke } from '@plotline/strokes'
import { expect, test } from 'vitest'
import { drawStyle } from '../../test/draw-style.ts'
import { drawPlane, sceneOf } from '../../test/scenes.ts'
import { type RecipeInput, recipeSchema } from '../recipe.ts'

const penMm = 0.3

async function drawn(
  shade: (x: number, y: number) => number,
  lowpoly: RecipeInput['lowpoly'],
): Promise<Stroke[]> {
  const scene = sceneOf(drawPlane(240, 240, shade), { mmPerPx: 0.5, xMm: 0, yMm: 0 })
  const recipe = recipeSchema.parse({ style: 'lowpoly', lowpoly })
  return drawStyle(scene, recipe)
}

/** Ways of the pen, in mm, on a place that passes: of each side of a stroke that of its middle. */
function inkOn(strokes: readonly Stroke[], passes: (x: number, y: number) => boolean): number {
  let length = 0
  for (const { points } of strokes) {
    for (let i = 2; i < points.length; i += 2) {
      const [ax, ay, bx, by] = points.subarray(i - 2, i + 2)
      const parts = 16
      for (let k = 0.5; k < parts; k++) {
        const share = k / parts
        if (passes(ax + (bx - ax) * share, ay + (by - ay) * share))
          length += Math.hypot(bx - ax, by - ay) / parts
      }
    }
  }
  return length
}

test('sides run along the outline of a thing: little of the net crosses it', async () => {
  const strokes = await drawn((x, y) => (Math.hypot(x - 120, y - 120) < 70 ? 0.2 : 0.8), { hatched: false })
  const away = (x: number, y: number) => Math.abs(Math.hypot(x - 60, y - 60) - 35)
  const onRim = inkOn(strokes, (x, y) => away(x, y) < 0.5)
  expect(onRim).toBeGreaterThan(0.9 * 2 * Math.PI * 35)
  const beside = inkOn(strokes, (x, y) => away(x, y) > 1.5 && away(x, y) < 2.5)
  expect(onRim).toBeGreaterThan(1.5 * (beside / 2))
})

test('without hatching the net is the closer the darker it is', async () => {
  const strokes = await drawn((x) => 1 - Math.floor(x / 80) * 0.4, { hatched: false })
  const third = (from: number) => inkOn(strokes, (x, y) => x > from + 5 && x < from + 35 && y > 5 && y < 115)
  expect(third(40)).toBeGreaterThan(1.2 * third(0))
  expect(third(80)).toBeGreaterThan(1.2 * third(40))
})

test('what the sides ink is taken off the hatching', async () => {
  const ink = async (points: number) => {
    const strokes = await drawn(() => 0.45, { points })
    return (inkOn(strokes, (x, y) => x > 10 && x < 110 && y > 10 && y < 110) * penMm) / 100 ** 2
  }
  const [few, many] = [await ink(100), await ink(1600)]
  expect(many / few).toBeGreaterThan(0.85)
  expect(many / few).toBeLessThan(1.15)
})
