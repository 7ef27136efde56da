import type { Layer } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layersByPen, type PenPlan, plannedLayers, uncoveredLayers } from './pens.ts'

const stroke = (x: number) => ({ points: Float64Array.of(x, 0, x, 10), closed: false })
const all: Layer[] = [
  { pen: { name: 'Black', color: '#000000', widthMm: 0.3 }, marks: [stroke(1), stroke(2)] },
  { pen: { name: 'Red', color: '#ff0000', widthMm: 0.5 }, marks: [stroke(3)] },
  { pen: { name: 'Blue', color: '#0000ff', widthMm: 0.7 }, marks: [stroke(4)] },
]
const others = (layers: number[]) => [0, 1, 2].filter((layer) => !layers.includes(layer))
const plan = (layers: number[], change: Partial<PenPlan> = {}): PenPlan => ({
  layers: [...layers, ...others(layers)],
  omitted: others(layers),
  drawnWith: {},
  widthsMm: {},
  ...change,
})

it('leaves layers as they are, in the order their pens are taken', () => {
  expect(plannedLayers(all, plan([2, 0]))).toEqual([all[2], all[0]])
})

it('draws layers that share a pen together, where the first of them is due', () => {
  const [red, blue] = plannedLayers(all, plan([1, 2, 0], { drawnWith: { 0: 1 } }))
  expect(red).toMatchObject({ pen: { name: 'Red' }, marks: [stroke(3), stroke(1), stroke(2)] })
  expect(blue).toEqual(all[2])
})

it('takes the pen of a layer that is not drawn', () => {
  expect(plannedLayers(all, plan([0], { drawnWith: { 0: 2 } }))).toEqual([{ ...all[0], pen: all[2]?.pen }])
})

it('has pens as wide as they really are', () => {
  const [layer] = plannedLayers(all, plan([0], { drawnWith: { 0: 1 }, widthsMm: { 0: 9, 1: 0.2 } }))
  expect(layer?.pen).toEqual({ name: 'Red', color: '#ff0000', widthMm: 0.2 })
})

it('loses no stroke and draws none twice', () => {
  const order = fc.shuffledSubarray([0, 1, 2])
  const pens = fc.dictionary(fc.constantFrom('0', '1', '2'), fc.nat(2))
  fc.assert(
    fc.property(order, pens, (layers, drawnWith) => {
      const planned = plannedLayers(all, plan(layers, { drawnWith }))
      const wanted = layers.flatMap((layer) => strokesOf(all[layer]?.marks ?? []) ?? [])
      expect(new Set(planned.flatMap(({ marks }) => strokesOf(marks)))).toEqual(new Set(wanted))
      expect(planned.flatMap(({ marks }) => strokesOf(marks))).toHaveLength(wanted.length)
      expect(planned).toHaveLength(layersByPen(plan(layers, { drawnWith })).length)
      expect(new Set(planned.map(({ pen }) => pen.name)).size).toBe(planned.length)
    }),
  )
})

it('leaves out what areas cover, but only those of pens that are drawn', () => {
  const side = (x0: number, y0: number, x1: number, y1: number) => [x0, y0, x1, y1, x1, y1]
  const contour = Float64Array.of(
    0,
    4,
    ...side(0, 4, 9, 4),
    ...side(9, 4, 9, 6),
    ...side(9, 6, 0, 6),
    ...side(0, 6, 0, 4),
  )
  const covered: Layer[] = [
    all[0] as Layer,
    {
      pen: { name: 'Red', color: '#ff0000', widthMm: 0.5 },
      marks: [{ color: '#ff0000', contours: [contour] }],
    },
  ]
  const inkOf = (layers: Layer[]) =>
    (strokesOf(layers[0]?.marks ?? []) ?? []).map(({ points }) =>
      [points[1], points[3]].map((y = 0) => Number(y.toFixed(3))),
    )
  expect(inkOf(uncoveredLayers(covered, plan([0, 1])))).toEqual([
    [0, 4],
    [6, 10],
    [0, 4],
    [6, 10],
  ])
  expect(inkOf(uncoveredLayers(covered, plan([0])))).toEqual([
    [0, 10],
    [0, 10],
  ])
})
