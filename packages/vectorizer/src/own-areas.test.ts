import type { Layer, Stroke } from '@plotline/strokes'
import { areasOf, strokesOf } from '@plotline/strokes/geometry/marks'
import { strokeLength } from '@plotline/strokes/geometry/polyline'
import { dedupeStrokes } from '@plotline/strokes/plan/joining/dedupe'
import { readSvg } from '@plotline/strokes/read/svg'
import { writeSvg } from '@plotline/strokes/write/svg'
import { describe, expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../test/scenes.ts'
import { recipeSchema } from './recipe.ts'
import { vectorize } from './vectorize.ts'

/** A page of 100 × 100 mm whose units are millimetres. */
const page = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100">${body}</svg>`

const length = (strokes: readonly Stroke[]) => strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)

describe('our own areas', () => {
  const image = rasterOf(
    drawPlane(120, 90, (x, y) => (Math.hypot(x - 60, y - 45) < 30 ? 0.1 : x < 60 ? 0.5 : 0.95)),
  )
  const drawingOf = async (input: object) => {
    const recipe = recipeSchema.parse({ workingPx: 240, page: { paper: 'a5' }, ...input })
    return (await vectorize(image, recipe)).drawing
  }
  const areasIn = ({ marks }: Layer, as: (value: number) => unknown = (value) => value) =>
    areasOf(marks).map(({ color, contours }) => [
      color,
      ...contours.map((contour) => Array.from(contour, as)),
    ])
  const isNear = (value: number) => expect.closeTo(value, 1)

  test.each([{ arrangement: 'stacked' }, { arrangement: 'cutout' }])(
    'filled ones come back with their pen and every border once: %o',
    async (fill) => {
      const made = await drawingOf({ style: 'fill', fill: { ...fill, colors: 3 } })
      for (const plain of [false, true]) {
        const { drawing } = readSvg(writeSvg(made, { plain }))
        expect(drawing.layers).toHaveLength(1)
        const [before, after] = [made.layers[0], drawing.layers[0]]
        expect(after.pen).toEqual(plain ? { ...before.pen, name: before.pen.color } : before.pen)
        expect(areasIn(after)).toEqual(areasIn(before, isNear))
        expect(length(strokesOf(after.marks)) / length(strokesOf(before.marks))).toBeCloseTo(1, 2)
        expect(dedupeStrokes(strokesOf(after.marks), 0.05)).toHaveLength(strokesOf(after.marks).length)
      }
    },
  )

  test('the boxes of a key of colors stay filled, and their lines are of the other pen', async () => {
    const made = await drawingOf({ style: 'coloring', coloring: { numbers: true, colors: 3 } })
    const { drawing } = readSvg(writeSvg(made))
    expect(drawing.layers.map(({ pen }) => pen)).toEqual(made.layers.map(({ pen }) => pen))
    const [key, page] = drawing.layers
    expect(areasIn(key)).toEqual(areasIn(made.layers[0], isNear))
    expect(strokesOf(key.marks)).toEqual([])
    expect(strokesOf(page.marks)).toHaveLength(strokesOf(made.layers[1].marks).length)
    expect(writeSvg(drawing)).toBe(writeSvg(readSvg(writeSvg(drawing)).drawing))
  })

  test('what lies under the areas of a later layer can be left out', () => {
    const areas =
      '<g class="plotline-areas plotline-bordered" color="#112233" stroke-width="0.5" stroke="none">'
    const file = page(
      `<line x2="100" y1="50" y2="50" stroke="red"/>${areas}<path fill="#abcdef" d="M20 20h60v60h-60z"/></g>`,
    )
    const { drawing, seen } = readSvg(file, { occlude: true })
    expect(drawing.layers.map(({ marks }) => length(strokesOf(marks)))).toEqual([100, 240])
    expect(seen.layers.map(({ marks }) => length(strokesOf(marks)))).toEqual([40, 240])
  })
})
