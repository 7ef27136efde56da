import { expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../../test/scenes.ts'
import { gaussian } from '../raster/gaussian.ts'
import { gradient } from '../raster/gradient.ts'
import { luminance } from '../raster/luma.ts'
import { flowField } from './flow.ts'
import { gradientAlongFlow } from './flow-gradient.ts'

test('averaging along the flow keeps an edge and takes noise off', async () => {
  const edge = drawPlane(120, 120, (x, y) => (x + 0.4 * y > 84 ? 0.8 : 0.35))
  const noisy = await luminance(rasterOf(edge, 30))
  const plain = await gradient(await gaussian(noisy, 1))
  const along = await gradientAlongFlow(plain, await flowField(noisy, 3), 8)
  const sums = { edgePlain: 0, edgeAlong: 0, flatPlain: 0, flatAlong: 0 }
  for (let y = 20; y < 100; y++) {
    const at = y * 120
    const x = Math.floor(84 - 0.4 * y)
    sums.edgePlain += plain.magnitude[at + x]
    sums.edgeAlong += along.magnitude[at + x]
    sums.flatPlain += plain.magnitude[at + x + 20]
    sums.flatAlong += along.magnitude[at + x + 20]
  }
  expect(sums.edgeAlong).toBeGreaterThan(0.85 * sums.edgePlain)
  expect(sums.flatAlong).toBeLessThan(0.6 * sums.flatPlain)
})

test('a plane of one pixel has no gradient', async () => {
  const plane = drawPlane(1, 1, () => 0.5)
  const slope = await gradient(plane)
  expect([...(await gradientAlongFlow(slope, await flowField(plane, 2), 5)).magnitude]).toEqual([0])
})
