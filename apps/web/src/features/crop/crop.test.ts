import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  boxOf,
  type Crop,
  cropOf,
  type Grip,
  moveGrip,
  placeInWords,
  shapedTo,
  turnedBy90,
  whole,
} from './crop.ts'

const crops = fc
  .tuple(
    fc.double({ min: 0, max: 0.9, noNaN: true }),
    fc.double({ min: 0, max: 0.9, noNaN: true }),
    fc.double({ min: 0.1, max: 1, noNaN: true }),
    fc.double({ min: 0.1, max: 1, noNaN: true }),
  )
  .map(([left, top, width, height]) => ({
    left,
    top,
    right: Math.min(1, left + width),
    bottom: Math.min(1, top + height),
  }))
const side = fc.constantFrom(-1 as const, 0 as const, 1 as const)
const move = fc.double({ min: -2, max: 2, noNaN: true })

const sizeOf = ({ left, top, right, bottom }: Crop) => ({ width: right - left, height: bottom - top })
function expectInside({ left, top, right, bottom }: Crop) {
  expect(left).toBeGreaterThanOrEqual(-1e-9)
  expect(top).toBeGreaterThanOrEqual(-1e-9)
  expect(right).toBeLessThanOrEqual(1 + 1e-9)
  expect(bottom).toBeLessThanOrEqual(1 + 1e-9)
}

test('wherever a grip is dragged, something stays and it lies in the photo', () => {
  fc.assert(
    fc.property(crops, side, side, move, move, (crop, x, y, dx, dy) => {
      const moved = moveGrip(crop, { x, y }, dx, dy, null)
      expectInside(moved)
      expect(moved.right - moved.left).toBeGreaterThanOrEqual(0.049)
      expect(moved.bottom - moved.top).toBeGreaterThanOrEqual(0.049)
      // The sides that the grip does not hold stay where they were.
      if (x === 1 || (x === 0 && y !== 0)) expect(moved.left).toBeCloseTo(crop.left, 9)
      if (y === -1 || (y === 0 && x !== 0)) expect(moved.bottom).toBeCloseTo(crop.bottom, 9)
    }),
  )
})

test('the whole is moved with its size kept', () => {
  fc.assert(
    fc.property(crops, move, move, (crop, dx, dy) => {
      const moved = moveGrip(crop, { x: 0, y: 0 }, dx, dy, null)
      expectInside(moved)
      expect(sizeOf(moved).width).toBeCloseTo(sizeOf(crop).width, 9)
      expect(sizeOf(moved).height).toBeCloseTo(sizeOf(crop).height, 9)
    }),
  )
})

test('a shape is kept from every grip', () => {
  const ratios = fc.constantFrom(1, 1.5, 0.75)
  const grips: fc.Arbitrary<Grip> = fc.record({ x: side, y: side }).filter(({ x, y }) => x !== 0 || y !== 0)
  fc.assert(
    fc.property(ratios, grips, move, move, (ratio, grip, dx, dy) => {
      const start = shapedTo({ left: 0.2, top: 0.3, right: 0.7, bottom: 0.8 }, ratio)
      const moved = moveGrip(start, grip, dx, dy, ratio)
      expectInside(moved)
      const { width, height } = sizeOf(moved)
      expect(width / height).toBeCloseTo(ratio, 6)
    }),
  )
})

test('a square of a wide photo takes its whole height', () => {
  // Shares of a photo twice as wide as high: a square is half as wide as high in shares.
  expect(shapedTo(whole, 0.5)).toEqual({ left: 0.25, top: 0, right: 0.75, bottom: 1 })
})

test('a corner dragged outwards stops at the edge', () => {
  const crop = { left: 0.2, top: 0.2, right: 0.6, bottom: 0.6 }
  expect(moveGrip(crop, { x: 1, y: 1 }, 9, 9, null)).toEqual({ left: 0.2, top: 0.2, right: 1, bottom: 1 })
  const free = moveGrip(crop, { x: -1, y: 0 }, 0.1, 0.5, null)
  expect(free.left).toBeCloseTo(0.3, 9)
  expect(free.top).toBeCloseTo(0.2, 9)
})

test('a quarter turn keeps the part: the top left becomes the top right', () => {
  const crop = { left: 0, top: 0, right: 0.25, bottom: 0.5 }
  expect(turnedBy90(crop, 1)).toEqual({ left: 0.5, top: 0, right: 1, bottom: 0.25 })
  expect(turnedBy90(turnedBy90(crop, 1), -1)).toEqual(crop)
})

test('the box of a part is that part again, to a tenth of a percent, and the whole photo has none', () => {
  fc.assert(
    fc.property(crops, (crop) => {
      const back = cropOf(boxOf(crop))
      for (const side of ['left', 'top', 'right', 'bottom'] as const) {
        expect(Math.abs(back[side] - crop[side])).toBeLessThanOrEqual(0.0005 + 1e-9)
      }
    }),
  )
  expect(boxOf(whole)).toBeUndefined()
  expect(cropOf(undefined)).toEqual(whole)
  expect(boxOf({ ...whole, left: 0.25 })).toEqual([0.25, 0, 1, 1])
})

test('where a part lies is said in words', () => {
  expect(placeInWords({ left: 0.1, top: 0, right: 0.604, bottom: 1 })).toBe(
    '10 to 60\u00a0% across, 0 to 100\u00a0% down',
  )
})
