import type { Raster } from '@plotline/strokes'
import { seededRandom } from '@plotline/strokes/geometry/random'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nastyRasters } from '../../test/scenes.ts'
import { colorHistogram } from './histogram.ts'
import { kMeans, nearestCenter } from './kmeans.ts'
import { hexOfOklab, oklabDistance, oklabOfHex, oklabOfRgb, rgbOfOklab } from './oklab.ts'
import { quantize } from './quantize.ts'

/** Patches of the given colors side by side, with noise of some codes. */
function patches(colors: readonly string[], noise = 0, side = 24): Raster {
  const random = seededRandom(5)
  const width = side * colors.length
  const data = new Uint8ClampedArray(width * side * 4)
  for (let i = 0; i < width * side; i++) {
    const code = Number.parseInt(colors[Math.floor((i % width) / side)].slice(1), 16)
    for (let d = 0; d < 3; d++) {
      data[i * 4 + d] = ((code >> (16 - 8 * d)) & 255) + (random() - 0.5) * 2 * noise
    }
    data[i * 4 + 3] = 255
  }
  return { width, height: side, data }
}

test('white, black and red are where the definition puts them', () => {
  expect(oklabOfRgb(255, 255, 255)[0]).toBeCloseTo(1, 4)
  expect(oklabOfRgb(255, 255, 255)[1]).toBeCloseTo(0, 4)
  expect(oklabOfRgb(0, 0, 0)).toEqual([0, 0, 0])
  const [l, a, b] = oklabOfRgb(255, 0, 0)
  expect([l, a, b].map((value) => Number(value.toFixed(3)))).toEqual([0.628, 0.225, 0.126])
})

test('a color survives the way to OKLab and back', () => {
  const code = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(code, code, code, (red, green, blue) => {
      expect(rgbOfOklab(...oklabOfRgb(red, green, blue))).toEqual([red, green, blue])
    }),
  )
  expect(hexOfOklab(...oklabOfHex('#0a7f33'))).toBe('#0a7f33')
})

test('what no screen shows is cut to what it can', () => {
  expect(rgbOfOklab(2, 0, 0)).toEqual([255, 255, 255])
  expect(rgbOfOklab(0.5, 0.5, 0)[1]).toBe(0)
})

test('finds the colors of noisy patches, light to dark', async () => {
  const colors = ['#f2e8d0', '#e0503c', '#3c8c50', '#283c8c', '#1b1f2a']
  const { palette, labels } = await quantize(patches(colors, 8), 5)
  expect(palette).toHaveLength(15)
  colors.forEach((color, k) => {
    const found = [palette[k * 3], palette[k * 3 + 1], palette[k * 3 + 2]] as const
    expect(oklabDistance(found, oklabOfHex(color))).toBeLessThan(0.02)
    expect(labels[k * 24 + 5]).toBe(k)
  })
})

test('a rare color far from the others gets a center', async () => {
  const raster = patches(['#808080', '#7c8482', '#848078'], 6, 60)
  for (let i = 0; i < 40; i++) raster.data.set([230, 20, 20, 255], i * 4)
  const { palette } = await quantize(raster, 4)
  const red = oklabOfHex('#e61414')
  const nearest = nearestCenter(palette, ...red)
  const found = [palette[nearest * 3], palette[nearest * 3 + 1], palette[nearest * 3 + 2]] as const
  expect(oklabDistance(found, red)).toBeLessThan(0.02)
})

test('small colorful things keep their colors beside many grays', async () => {
  const grays = Array.from({ length: 12 }, (_, k) => `#${(40 + 15 * k).toString(16).repeat(3)}`)
  const raster = patches(grays, 6, 40)
  const things = ['#1c6b40', '#d8402c', '#2c50b0']
  for (const [k, color] of things.entries()) {
    const code = Number.parseInt(color.slice(1), 16)
    for (let i = 0; i < 90; i++)
      raster.data.set([code >> 16, (code >> 8) & 255, code & 255], (i + k * 500) * 4)
  }
  const { palette } = await quantize(raster, 10)
  for (const color of things.map(oklabOfHex)) {
    const nearest = nearestCenter(palette, ...color)
    const found = [palette[nearest * 3], palette[nearest * 3 + 1], palette[nearest * 3 + 2]] as const
    expect(oklabDistance(found, color)).toBeLessThan(0.03)
  }
})

test('no more centers than colors', async () => {
  const { palette } = await quantize(patches(['#ff0000', '#0000ff']), 16)
  expect(palette).toHaveLength(6)
})

test('a mask says which colors count', async () => {
  const raster = patches(['#ff0000', '#00ff00', '#0000ff', '#ffff00'])
  const mask = { width: 96, height: 24, data: new Float32Array(96 * 24) }
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = i % 96 < 48 ? 1 : 0
  const { palette } = await quantize(raster, 2, mask)
  expect([0, 1].map((k) => hexOfOklab(palette[k * 3], palette[k * 3 + 1], palette[k * 3 + 2]))).toEqual([
    '#00ff00',
    '#ff0000',
  ])
})

test.each(nastyRasters)(
  '$name is quantized the same twice, every label in the palette',
  async ({ raster }) => {
    const first = await quantize(raster, 6)
    expect(await quantize(raster, 6)).toEqual(first)
    expect(first.palette.every(Number.isFinite)).toBe(true)
    for (const label of first.labels) expect(label * 3).toBeLessThan(first.palette.length)
  },
)

test('no other center is nearer than the one a color has', async () => {
  const { lab, weight } = await colorHistogram(patches(['#805040', '#408050', '#404080'], 60))
  const { centers, labels } = await kMeans(lab, weight, { count: 7 })
  for (let i = 0; i < labels.length; i++) {
    expect(labels[i]).toBe(nearestCenter(centers, lab[i * 3], lab[i * 3 + 1], lab[i * 3 + 2]))
  }
})
