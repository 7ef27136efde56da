import { expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../../test/scenes.ts'
import { adjustTone } from './adjust.ts'
import { equalizeLocally } from './clahe.ts'
import { cropPlane, croppedSize, cropRaster } from './crop.ts'

const none = { brightness: 0, contrast: 0, gamma: 1, localContrast: 0, denoise: 0 }
const whole = { rotateDeg: 0, left: 0, top: 0, right: 1, bottom: 1 }
const slope = drawPlane(60, 40, (x, y) => (x / 60 + y / 40) / 2)
const mean = ({ data }: { data: Float32Array }) => data.reduce((sum, value) => sum + value, 0) / data.length

test('nothing asked for changes nothing', async () => {
  expect(await adjustTone(slope, none)).toBe(slope)
  const raster = rasterOf(slope)
  expect(await cropRaster(raster, whole)).toBe(raster)
  expect(await cropPlane(slope, whole)).toBe(slope)
})

test('brighter, steeper and gamma do what they say and stay within 0 … 1', async () => {
  expect(mean(await adjustTone(slope, { ...none, brightness: 0.2 }))).toBeGreaterThan(mean(slope) + 0.15)
  expect(mean(await adjustTone(slope, { ...none, gamma: 2 }))).toBeGreaterThan(mean(slope) + 0.1)
  const steep = await adjustTone(slope, { ...none, contrast: 1 })
  expect(Math.min(...steep.data)).toBe(0)
  expect(Math.max(...steep.data)).toBe(1)
  expect(mean(steep)).toBeCloseTo(mean(slope), 2)
})

test('local contrast spreads the tones of a dull corner', async () => {
  const dull = drawPlane(160, 160, (x, y) => 0.4 + 0.05 * Math.sin(x / 3) * Math.cos(y / 4))
  const spread = ({ data }: { data: Float32Array }) => Math.max(...data) - Math.min(...data)
  expect(spread(await equalizeLocally(dull, 1))).toBeGreaterThan(1.8 * spread(dull))
})

test.each([
  [1, 1],
  [1, 90],
  [3, 2],
])('adjusting takes %d × %d', async (width, height) => {
  const all = { brightness: 0.1, contrast: 0.2, gamma: 0.8, localContrast: 1, denoise: 1 }
  const { data } = await adjustTone(
    drawPlane(width, height, () => 0.3),
    all,
  )
  expect(data.every((value) => value >= 0 && value <= 1)).toBe(true)
  expect(
    (await cropRaster(rasterOf(drawPlane(width, height, () => 0.3)), { ...whole, rotateDeg: 17 })).data
      .length,
  ).toBeGreaterThan(3)
})

test('quarter turns are exact, four of them the image itself', async () => {
  const raster = rasterOf(slope, 20)
  let turned = raster
  for (let i = 0; i < 4; i++) turned = await cropRaster(turned, { ...whole, rotateDeg: 90 })
  expect(turned).toEqual(raster)
  const once = await cropRaster(raster, { ...whole, rotateDeg: 90 })
  expect([once.width, once.height]).toEqual([40, 60])
  // Clockwise: the lower left corner goes to the upper left.
  expect(once.data.slice(0, 3)).toEqual(raster.data.slice(39 * 60 * 4, 39 * 60 * 4 + 3))
})

test('a crop takes the part it names', async () => {
  const part = await cropPlane(slope, { ...whole, left: 0.5, top: 0.25, right: 1, bottom: 0.75 })
  expect([part.width, part.height]).toEqual([30, 20])
  expect(part.data[0]).toBeCloseTo(slope.data[10 * 60 + 30], 5)
})

test('a slant leaves no empty corner', async () => {
  const light = rasterOf(drawPlane(80, 50, () => 0.6))
  const turned = await cropRaster(light, { ...whole, rotateDeg: -12 })
  expect(croppedSize(80, 50, { ...whole, rotateDeg: -12 })).toEqual({
    width: turned.width,
    height: turned.height,
  })
  expect(turned.width).toBeGreaterThan(50)
  expect(turned.width / turned.height).toBeCloseTo(1.6, 1)
  for (let i = 0; i < turned.data.length; i += 4) expect(turned.data[i]).toBe(153)
})
