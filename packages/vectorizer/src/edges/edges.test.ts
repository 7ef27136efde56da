import type { Plane } from '@plotline/strokes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPlane, drawShapes, outlineDistance, rasterOf, stillLife } from '../../test/scenes.ts'
import { lightAt } from '../raster/tone.ts'
import { canny } from './canny.ts'
import type { EdgeMap } from './edge-map.ts'
import { flowField } from './flow.ts'
import { hysteresis } from './hysteresis.ts'
import { thin } from './thin.ts'
import { xdog } from './xdog.ts'

const size = 240
const options = { sigmaPx: 1.4, lowPercentile: 80, highPercentile: 90, bilateralPx: 5, floor: 0.012 }

/** F1 of marks against outlines: a mark is right within `tolerancePx` of an outline, an outline found with a mark as near. */
function scoreOf(map: EdgeMap, truth: Plane, tolerancePx: number): number {
  let marks = 0
  let right = 0
  let outline = 0
  let found = 0
  for (let y = 4; y < size - 4; y++) {
    for (let x = 4; x < size - 4; x++) {
      const i = y * size + x
      if (map.marks[i]) {
        marks++
        if (truth.data[i] <= tolerancePx) right++
      }
      if (truth.data[i] > 0.5) continue
      outline++
      if (hasMarkNear(map, x, y, tolerancePx)) found++
    }
  }
  const precision = right / marks
  const recall = found / outline
  return (2 * precision * recall) / (precision + recall)
}

function hasMarkNear({ marks }: EdgeMap, x: number, y: number, reach: number): boolean {
  const whole = Math.ceil(reach)
  for (let dy = -whole; dy <= whole; dy++) {
    for (let dx = -whole; dx <= whole; dx++) {
      if (dx * dx + dy * dy <= reach * reach && marks[(y + dy) * size + x + dx]) return true
    }
  }
  return false
}

describe('canny', () => {
  test.each([
    { name: 'clean', noise: 0, least: 0.97 },
    { name: 'as noisy as a photo', noise: 5, least: 0.95 },
    { name: 'very noisy', noise: 16, least: 0.85 },
  ])('finds the outlines of a $name still life', async ({ noise, least }) => {
    const light = await lightAt(rasterOf(drawShapes(stillLife, size), noise), size, size)
    const map = await canny(light, options)
    expect(scoreOf(map, outlineDistance(stillLife, size), 2)).toBeGreaterThan(least)
  })

  test('places an edge between pixels', async () => {
    // A disk: every direction once. Its edge lies at the radius, wherever that falls in the pixel grid.
    const disk = drawPlane(size, size, (x, y) => (Math.hypot(x - 120.3, y - 119.6) < 70.25 ? 0.2 : 0.8))
    const map = await canny(disk, { ...options, bilateralPx: 0 })
    let worst = 0
    let count = 0
    map.marks.forEach((mark, i) => {
      if (!mark) return
      const x = (i % size) + 0.5 + map.shiftX[i]
      const y = Math.floor(i / size) + 0.5 + map.shiftY[i]
      worst = Math.max(worst, Math.abs(Math.hypot(x - 120.3, y - 119.6) - 70.25))
      count++
    })
    expect(count).toBeGreaterThan(300)
    expect(worst).toBeLessThan(0.25)
  })

  test('holds texture back and keeps the contour beside it', async () => {
    const scene = drawPlane(size, size, (x, y) =>
      x < 80 ? 0.85 : x > 120 && (Math.floor(x / 3) + Math.floor(y / 3)) % 2 ? 0.55 : 0.35,
    )
    const count = (map: EdgeMap, from: number, to: number) =>
      map.marks.reduce((sum, mark, i) => sum + (mark && i % size >= from && i % size < to ? 1 : 0), 0)
    const plain = await canny(scene, { ...options, bilateralPx: 0 })
    const calm = await canny(scene, { ...options, bilateralPx: 0, inhibition: 1, surroundPx: 12 })
    expect(count(calm, 76, 84)).toBeGreaterThan(220)
    expect(count(calm, 130, 230)).toBeLessThan(0.75 * count(plain, 130, 230))
  })
})

describe('xdog', () => {
  test('draws a thin dark line once, in its middle', async () => {
    const bar = drawPlane(size, size, (x) => (Math.abs(x - 120) < 2 ? 0.2 : 0.9))
    const map = await xdog(bar, {
      sigmaPx: 1.6,
      lowPercentile: 90,
      highPercentile: 96,
      flowPx: 5,
      floor: 0.02,
    })
    for (let y = 10; y < size - 10; y++) {
      const row = [...map.marks.subarray(y * size, (y + 1) * size)].flatMap((mark, x) => (mark ? [x] : []))
      expect(row).toHaveLength(1)
      expect(Math.abs(row[0] + 0.5 - 120)).toBeLessThanOrEqual(1)
    }
  })

  test('finds the outlines of a still life on their dark side', async () => {
    const light = await lightAt(rasterOf(drawShapes(stillLife, size), 4), size, size)
    const map = await xdog(light, {
      sigmaPx: 1.4,
      lowPercentile: 86,
      highPercentile: 92,
      flowPx: 5,
      floor: 0.015,
    })
    expect(scoreOf(map, outlineDistance(stillLife, size), 3.5)).toBeGreaterThan(0.9)
  })
})

test('flow runs along stripes', async () => {
  const turn = 0.6
  const stripes = drawPlane(
    60,
    60,
    (x, y) => 0.5 + 0.4 * Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) * 0.6),
  )
  const field = await flowField(stripes, 3)
  const i = 30 * 60 + 30
  expect(Math.abs(field.x[i] * Math.cos(turn) + field.y[i] * Math.sin(turn))).toBeLessThan(0.03)
  expect(field.coherence[i]).toBeGreaterThan(0.95)
})

test('hysteresis keeps what hangs on a strong mark and nothing else', async () => {
  const strength = new Float32Array(100)
  for (const x of [2, 3, 4, 5]) strength[20 + x] = 0.5
  strength[25] = 1
  for (const x of [2, 3, 4]) strength[60 + x] = 0.5
  strength[9] = 9
  const marks = await hysteresis(strength, 10, 10, 0.4, 0.9)
  expect([...marks].flatMap((mark, i) => (mark ? [i] : []))).toEqual([22, 23, 24, 25])
})

describe('thinning', () => {
  const blob = fc
    .array(
      fc.record({
        x: fc.integer({ min: 2, max: 36 }),
        y: fc.integer({ min: 2, max: 36 }),
        radius: fc.integer({ min: 0, max: 6 }),
      }),
      {
        minLength: 1,
        maxLength: 9,
      },
    )
    .map((disks) => {
      const marks = new Uint8Array(40 * 40)
      for (let y = 1; y < 39; y++) {
        for (let x = 1; x < 39; x++) {
          if (disks.some((disk) => Math.hypot(x - disk.x, y - disk.y) <= disk.radius)) marks[y * 40 + x] = 1
        }
      }
      return marks
    })

  test('keeps pieces and holes as they are, adds nothing, and is done when done', async () => {
    await fc.assert(
      fc.asyncProperty(blob, async (before) => {
        const after = before.slice()
        await thin(after, 40, 40)
        expect(after.every((mark, i) => mark <= before[i])).toBe(true)
        expect(pieces(after, 1, true)).toBe(pieces(before, 1, true))
        expect(pieces(after, 0, false)).toBe(pieces(before, 0, false))
        const again = after.slice()
        await thin(again, 40, 40)
        expect(again).toEqual(after)
      }),
      { numRuns: 80 },
    )
  })

  test('leaves nothing thicker than eight arms that meet', async () => {
    await fc.assert(
      fc.asyncProperty(blob, async (marks) => {
        await thin(marks, 40, 40)
        for (let y = 0; y < 36; y++) {
          for (let x = 0; x < 36; x++) {
            let block = 0
            for (let k = 0; k < 16; k++) block += marks[(y + (k >> 2)) * 40 + x + (k & 3)]
            expect(block).toBeLessThan(13)
          }
        }
      }),
      { numRuns: 80 },
    )
  })

  test('makes one line of a thick bar', async () => {
    const bar = Uint8Array.from({ length: 1600 }, (_, i) =>
      i % 40 > 3 && i % 40 < 36 && i > 15 * 40 && i < 22 * 40 ? 1 : 0,
    )
    await thin(bar, 40, 40)
    expect(bar.reduce((sum, mark) => sum + mark, 0)).toBeLessThanOrEqual(32)
    expect(bar.reduce((sum, mark) => sum + mark, 0)).toBeGreaterThan(20)
  })
})

/** Connected pieces of a value, 8-connected or 4-connected. */
function pieces(marks: Uint8Array, value: number, isDiagonal: boolean): number {
  const seen = new Uint8Array(marks.length)
  const steps = isDiagonal ? [-41, -40, -39, -1, 1, 39, 40, 41] : [-40, -1, 1, 40]
  let count = 0
  for (let seed = 0; seed < marks.length; seed++) {
    if (marks[seed] !== value || seen[seed]) continue
    count++
    const stack = [seed]
    seen[seed] = 1
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      for (const step of steps) {
        const next = at + step
        const isWrapped = Math.abs((next % 40) - (at % 40)) > 1
        if (next < 0 || next >= marks.length || isWrapped || marks[next] !== value || seen[next]) continue
        seen[next] = 1
        stack.push(next)
      }
    }
  }
  return count
}
