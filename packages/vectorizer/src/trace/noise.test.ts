import type { Stroke } from '@plotline/strokes'
import { describe, expect, test } from 'vitest'
import { drawStyle } from '../../test/draw-style.ts'
import { drawPlane, rasterOf, sceneOf } from '../../test/scenes.ts'
import { lightAt, noiseOf } from '../raster/tone.ts'
import { recipeSchema } from '../recipe.ts'

const [size, radius, mmPerPx] = [240, 70, 0.5]

/** The lines drawn of a grey disk that is `step` lighter than the grey around it, under noise of so many codes. */
async function linesOf(step: number, noise: number): Promise<Stroke[]> {
  const disk = drawPlane(size, size, (x, y) => 0.5 + (Math.hypot(x - 120, y - 120) < radius ? step : 0))
  const raster = rasterOf(disk, noise)
  const light = await lightAt(raster, size, size)
  const place = { mmPerPx, xMm: 0, yMm: 0 }
  const scene = { ...sceneOf(light, place), noise: noiseOf(light), color: async () => raster }
  return drawStyle(scene, recipeSchema.parse({ style: 'lines' }))
}

describe('the outline of a disk is one loop, and nothing else is drawn', () => {
  test.each([
    ['pale and clean', 0.06, 0],
    // At the scale that suits its detail such an edge is lost: it takes the second look, at a coarser one.
    ['hardly above the noise over it', 0.04, 8],
    ['pale under strong noise', 0.06, 16],
    // Unless what counts as noise grows with it, specks are drawn beside the disk.
    ['plain under strong noise', 0.15, 16],
  ])('%s', async (_, step, noise) => {
    const strokes = await linesOf(step, noise)
    expect(strokes).toHaveLength(1)
    const [{ points, closed }] = strokes
    expect(closed).toBe(true)
    for (let i = 0; i < points.length; i += 2) {
      const awayMm = Math.hypot(points[i] - 60, points[i + 1] - 60)
      expect(Math.abs(awayMm - radius * mmPerPx)).toBeLessThan(1.5)
    }
  })
})

test.each([5, 16, 24])('noise of %i codes alone is not drawn', async (noise) => {
  expect(await linesOf(0, noise)).toEqual([])
})
