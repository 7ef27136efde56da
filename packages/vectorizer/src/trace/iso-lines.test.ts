import type { Plane } from '@plotline/strokes'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { expect, test } from 'vitest'
import { pointsOf } from '../../test/chains.ts'
import { drawPlane } from '../../test/scenes.ts'
import { isoLines } from './iso-lines.ts'

/** The lines of a plane given as rows of digits, each in words: its points, and whether it is closed. */
async function linesOf(text: string, level: number): Promise<string[]> {
  const rows = text.split(' ')
  const data = Float32Array.from(rows.join(''), Number)
  const plane: Plane = { width: rows[0].length, height: rows.length, data }
  return (await isoLines(plane, level)).map(
    (line) => `${pointsOf(line).join(' ')}${line.closed ? ' closed' : ''}`,
  )
}

test.each([
  ['around a peak, with it to the right', '000 080 000', 4, ['1.5,1 2,1.5 1.5,2 1,1.5 closed']],
  ['around a pit, with it to the left', '888 808 888', 4, ['1.5,1 1,1.5 1.5,2 2,1.5 closed']],
  ['nearer to what is nearer to the level', '08 08', 2, ['0.75,1.5 0.75,0.5']],
  ['from one side of the picture to the other', '88 00', 4, ['1.5,1 0.5,1']],
  ['along the other side', '88 00 88', 4, ['1.5,1 0.5,1', '0.5,2 1.5,2']],
  ['nowhere, as nothing is higher', '44 04', 4, []],
  [
    'around two peaks, apart as the middle is low',
    '80 08',
    4.5,
    ['0.9375,0.5 0.5,0.9375', '1.0625,1.5 1.5,1.0625'],
  ],
  ['the other way round', '08 80', 4.5, ['1.5,0.9375 1.0625,0.5', '0.5,1.0625 0.9375,1.5']],
  [
    'beside two peaks, joined as the middle is high',
    '80 08',
    3.5,
    ['1.0625,0.5 1.5,0.9375', '0.9375,1.5 0.5,1.0625'],
  ],
])('a line of one level runs %s', async (_, text, level, lines) => {
  expect((await linesOf(text, level)).sort()).toEqual(lines.toSorted())
})

test('lines have what is higher to their right, over all of a picture', async () => {
  const hill = (x: number, y: number) => Math.exp(-(x * x + y * y) / 60)
  // Three peaks and a pit on a slope, over several blocks of cells.
  const plane = drawPlane(
    70,
    40,
    (x, y) =>
      0.3 +
      x / 400 +
      hill(x - 16, y - 12) +
      hill(x - 33, y - 30) +
      hill(x - 48, y - 14) -
      hill(x - 8, y - 30),
  )
  const around = (await isoLines(plane, 0.75)).map((line) => {
    const points = pointsOf(line)
    const mean = (axis: 0 | 1) =>
      Math.round(points.reduce((sum, point) => sum + point[axis], 0) / points.length)
    return [mean(0), mean(1), line.closed]
  })
  expect(around).toEqual([
    [16, 12, true],
    [48, 14, true],
    [33, 30, true],
  ])
  for (const level of [0.25, 0.4, 0.75]) {
    for (const line of await isoLines(plane, level)) {
      const points = pointsOf(line)
      for (const [i, [x, y]] of points.entries()) {
        expect(samplePlane(plane, x, y)).toBeCloseTo(level, 5)
        if (i === 0) continue
        const [dx, dy] = [x - points[i - 1][0], y - points[i - 1][1]]
        const [mx, my] = [x - dx / 2, y - dy / 2]
        expect(samplePlane(plane, mx - dy / 2, my + dx / 2)).toBeGreaterThan(
          samplePlane(plane, mx + dy / 2, my - dx / 2),
        )
      }
    }
  }
})
