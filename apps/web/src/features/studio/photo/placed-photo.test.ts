import { recipeSchema } from '@plotline/vectorizer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placePhoto, sheetOfPhoto } from './placed-photo.ts'

const picture = (width: number, height: number) => ({ width, height }) as ImageBitmap
const recipe = (tone: object) => recipeSchema.parse({ tone, page: { paper: 'a4', marginMm: 10 } })

test('a photo that is turned and cut covers its part of the sheet', () => {
  const share = fc.double({ min: 0, max: 0.45, noNaN: true })
  const sides = fc.record({ left: share, top: share, right: share, bottom: share })
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 2000 }),
      fc.integer({ min: 200, max: 2000 }),
      fc.integer({ min: -360, max: 360 }),
      sides,
      (width, height, rotateDeg, { left, top, right, bottom }) => {
        const crop = { left, top, right: 1 - right, bottom: 1 - bottom }
        const placed = placePhoto(picture(width, height), recipe({ rotateDeg, crop }))
        const turn = (-rotateDeg * Math.PI) / 180
        for (const x of [placed.xMm, placed.xMm + placed.widthMm]) {
          for (const y of [placed.yMm, placed.yMm + placed.heightMm]) {
            const dx = (x - placed.middle.xMm) / placed.mmPerPx
            const dy = (y - placed.middle.yMm) / placed.mmPerPx
            const column = width / 2 + dx * Math.cos(turn) - dy * Math.sin(turn)
            const row = height / 2 + dx * Math.sin(turn) + dy * Math.cos(turn)
            expect(column).toBeGreaterThan(-2)
            expect(column).toBeLessThan(width + 2)
            expect(row).toBeGreaterThan(-2)
            expect(row).toBeLessThan(height + 2)
          }
        }
      },
    ),
  )
})

test('a quarter turn turns the sheet with the photo', () => {
  const upright = sheetOfPhoto({ width: 300, height: 400 }, recipe({}))
  const turned = sheetOfPhoto({ width: 300, height: 400 }, recipe({ rotateDeg: 90 }))
  expect([upright.widthMm, upright.heightMm]).toEqual([210, 297])
  expect([turned.widthMm, turned.heightMm]).toEqual([297, 210])
})

test('a photo that stays as it is fills its rectangle', () => {
  const { widthMm, heightMm, mmPerPx, middle, xMm, yMm } = placePhoto(picture(300, 400), recipe({}))
  expect([widthMm, heightMm]).toEqual([300 * mmPerPx, 400 * mmPerPx])
  expect(middle.xMm).toBeCloseTo(xMm + widthMm / 2, 9)
  expect(middle.yMm).toBeCloseTo(yMm + heightMm / 2, 9)
})
