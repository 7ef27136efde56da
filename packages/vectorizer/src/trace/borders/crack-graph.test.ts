import { createUnion } from '@plotline/strokes/geometry/union'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findComponents } from '../../raster/components.ts'
import { areaContours } from './area-contours.ts'
import { type Border, crackGraph, nothing } from './crack-graph.ts'

/** A label image from its rows: digits are labels, a dot is nothing. */
function labelsOf(text: string) {
  const rows = text.split(' ')
  const labels = Uint8Array.from(rows.join(''), (letter) => (letter === '.' ? nothing : Number(letter)))
  return { labels, width: rows[0].length, height: rows.length }
}

async function graphOf({ labels, width, height }: ReturnType<typeof labelsOf>) {
  const { componentOf, count } = await findComponents(labels, width, height)
  const areaOf = componentOf.map((area, i) => (labels[i] === nothing ? -1 : area))
  return { ...(await crackGraph(labels, areaOf, width, height)), areaOf, count }
}

/** `0|1 (3,0) 2d: from (3,0) two steps down, label 0 to the left and 1 to the right. */
function sayBorder({ corners, left, right, closed }: Border): string {
  const steps: string[] = []
  for (let i = 2; i < corners.length; i += 2) {
    const [dx, dy] = [corners[i] - corners[i - 2], corners[i + 1] - corners[i - 1]]
    steps.push(dx > 0 ? 'r' : dx < 0 ? 'l' : dy > 0 ? 'd' : 'u')
  }
  const name = (label: number) => (label === nothing ? '.' : label)
  return `${name(left)}|${name(right)} ${corners[0]},${corners[1]} ${steps.join('')}${closed ? ' closed' : ''}`
}

describe('the borders of labels', () => {
  test.each([
    [
      'one pixel: a border for each side, as the corners of the picture end it',
      '0',
      '.|0 0,0 r; 0|. 0,0 d; .|0 1,0 d; 0|. 0,1 r',
    ],
    ['two halves', '01 01', '.|0 0,0 r; 0|. 0,0 dd; .|1 1,0 r; 1|0 1,0 dd; .|1 2,0 dd; 0|. 0,2 r; 1|. 1,2 r'],
    ['an island is a loop', '... .2. ...', '.|2 1,1 rdl closed'],
    [
      'islands that touch over a corner are one where they are the darker',
      '0000 0100 0010 0000',
      '.|0 0,0 rrrr; 0|. 0,0 dddd; .|0 4,0 dddd; 0|. 0,4 rrrr; 0|1 1,1 rdrdlul closed',
    ],
    [
      'whichever corner that is',
      '0000 0010 0100 0000',
      '.|0 0,0 rrrr; 0|. 0,0 dddd; .|0 4,0 dddd; 0|. 0,4 rrrr; 0|1 2,1 rdldlur closed',
    ],
    [
      'and two where they are holes',
      '1111 1011 1101 1111',
      '.|1 0,0 rrrr; 1|. 0,0 dddd; .|1 4,0 dddd; 1|. 0,4 rrrr; 1|0 1,1 rdl closed; 1|0 2,2 rdl closed',
    ],
    [
      'three that meet',
      '00 12',
      '.|0 0,0 rr; 0|. 0,0 d; .|0 2,0 d; 0|1 0,1 r; 1|. 0,1 d; 0|2 1,1 r; 2|1 1,1 d; .|2 2,1 d; 1|. 0,2 r; 2|. 1,2 r',
    ],
    [
      'four that meet',
      '01 23',
      '.|0 0,0 r; 0|. 0,0 d; .|1 1,0 r; 1|0 1,0 d; .|1 2,0 d; 0|2 0,1 r; 2|. 0,1 d; 1|3 1,1 r; 3|2 1,1 d; .|3 2,1 d; 2|. 0,2 r; 3|. 1,2 r',
    ],
  ])('%s', async (_, text, borders) => {
    expect((await graphOf(labelsOf(text))).borders.map(sayBorder).join('; ')).toBe(borders)
  })

  test.each([
    ['12 21', [[1, 2]]],
    ['21 12', [[0, 3]]],
    // The same label on one diagonal alone is connected, however light it is.
    ['12 31', [[0, 3]]],
    ['21 13', [[1, 2]]],
    ['12 34', []],
    ['11 12', []],
  ])('the areas of %s that are one over its middle are %j', async (text, joined) => {
    expect((await graphOf(labelsOf(text))).joined).toEqual(joined)
  })
})

test('the contours of every area are closed, with the area to their right: what they enclose is its pixels', async () => {
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([width, height]) =>
      fc
        .array(fc.constantFrom(0, 0, 1, 1, 2, 3, nothing), {
          minLength: width * height,
          maxLength: width * height,
        })
        .map((labels) => ({ labels: Uint8Array.from(labels), width, height })),
    )
  await fc.assert(
    fc.asyncProperty(picture, async ({ labels, width, height }) => {
      const apart = await graphOf({ labels, width, height })
      const union = createUnion()
      for (let area = 0; area < apart.count; area++) union.add()
      for (const [a, b] of apart.joined) if (a >= 0) union.join(a, b)
      const areaOf = apart.areaOf.map((area) => (area < 0 ? -1 : union.rootOf(area)))
      const { borders } = await crackGraph(labels, areaOf, width, height)
      const contours = await areaContours(borders, apart.count)
      const pixels = new Int32Array(apart.count)
      for (const area of areaOf) if (area >= 0) pixels[area]++
      const uses = new Int32Array(borders.length)
      for (const [area, own] of contours.entries()) {
        let enclosed = 0
        for (const contour of own) {
          const walk = contour.flatMap(({ border, backwards }) => {
            uses[border]++
            const { corners, closed } = borders[border]
            const points = Array.from({ length: corners.length / 2 }, (_, i) => [
              corners[i * 2],
              corners[i * 2 + 1],
            ])
            if (closed) points.push(points[0])
            return backwards ? points.reverse() : points
          })
          expect(walk.at(-1)).toEqual(walk[0])
          for (let i = 1; i < walk.length; i++) {
            // One step at a time, or none where one border ends and the next begins.
            expect(
              Math.abs(walk[i][0] - walk[i - 1][0]) + Math.abs(walk[i][1] - walk[i - 1][1]),
            ).toBeLessThan(2)
            enclosed += (walk[i - 1][0] * walk[i][1] - walk[i][0] * walk[i - 1][1]) / 2
          }
        }
        expect(enclosed).toBe(pixels[area])
      }
      borders.forEach(({ leftArea, rightArea, left, right }, border) => {
        expect(uses[border]).toBe((leftArea >= 0 ? 1 : 0) + (rightArea >= 0 ? 1 : 0))
        expect(left).not.toBe(right)
      })
    }),
    { numRuns: 200 },
  )
})
