import { expect, test } from 'vitest'
import { seededRandom } from '../../geometry/random.ts'
import type { Stroke } from '../../types.ts'
import { dedupeSteps, dedupeStrokes } from './dedupe.ts'
import { mergeSteps, mergeStrokes } from './merge.ts'
import { simplifySteps, simplifyStrokes } from './simplify.ts'

const random = seededRandom(3)
const strokes = Array.from({ length: 12_000 }, (): Stroke => {
  const [x, y] = [random() * 200, random() * 200]
  const points = Array.from({ length: 6 }, (_, i) => [x + i * 0.4, y + (i % 2) * 0.01]).flat()
  return { points: Float64Array.from(points), closed: false }
})

test.each([
  ['simplifying', simplifySteps, simplifyStrokes],
  ['freeing of doubles', dedupeSteps, dedupeStrokes],
  ['joining', mergeSteps, mergeStrokes],
])('%s many strokes stops on the way, and comes to the same', (_, steps, atOnce) => {
  const shares: number[] = []
  const going = steps(strokes, 0.05)
  for (let step = going.next(); ; step = going.next()) {
    if (step.done) {
      expect(step.value).toEqual(atOnce(strokes, 0.05))
      break
    }
    shares.push(step.value)
  }
  expect(shares.length).toBeGreaterThan(4)
  for (const share of shares) expect(share >= 0 && share <= 1).toBe(true)
})
