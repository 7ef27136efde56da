import { expect, test } from 'vitest'
import { strokesOf } from '../geometry/marks.ts'
import { createPace } from '../geometry/pace.ts'
import { strokeLength } from '../geometry/polyline.ts'
import type { Layer } from '../types.ts'
import { noPlanSteps, type PlanOptions, type PlanSteps, planLayers } from './plan-layers.ts'

const sheet = { widthMm: 100, heightMm: 100, marginMm: 10, paperColor: '#ffffff' }
const line = (...points: number[]) => ({ points: Float64Array.from(points), closed: false })
const layers: Layer[] = [
  {
    pen: { name: 'Black', color: '#000000', widthMm: 0.3 },
    marks: [line(50, 50, 60, 50), line(60.05, 50, 120, 50), line(20, 20, 20.2, 20)],
  },
  {
    pen: { name: 'Red', color: '#ff0000', widthMm: 0.3 },
    marks: [{ points: Float64Array.of(80, 80, 90, 80, 90, 90, 80, 90), closed: true }],
  },
]

/** What planning makes of the layers, and the stages that it went through. */
async function planned(
  steps: Partial<PlanSteps>,
  options: Partial<PlanOptions> = {},
): Promise<{ names: string[]; layers: readonly Layer[] }> {
  const names: string[] = []
  const done = await planLayers(
    [{ layers }],
    { ...noPlanSteps, ...steps },
    {
      sheet,
      stage: (name, work) => {
        names.push(name)
        return work({ pace: createPace(), progress: () => {} })
      },
      ...options,
    },
  )
  return { names, layers: done }
}

const pathsOf = ({ marks }: Layer) => strokesOf(marks).map(({ points }) => Array.from(points))

test('nothing is done unless a step asks for it', async () => {
  expect(await planned({})).toEqual({ names: [], layers })
})

test('each step has its stage, in the order a drawing is made', async () => {
  const { names, layers: done } = await planned({
    marginMm: 5,
    simplifyMm: 0.01,
    mergeMm: 0.1,
    minMm: 1,
    order: 'good',
  })
  expect(names).toEqual(['layout', 'simplify', 'merge', 'order'])
  expect(done.map(pathsOf)).toEqual([
    [[50, 50, 95, 50]],
    // Entered where the first pen left, at (95, 50).
    [[90, 80, 90, 90, 80, 90, 80, 80]],
  ])
})

test('single layers have passes of their own, by name or number', async () => {
  const inkMm = async (steps: Partial<PlanSteps>) =>
    (await planned(steps)).layers.map(({ marks }) =>
      strokesOf(marks).reduce((sum, one) => sum + strokeLength(one), 0),
    )
  const [black = 0, red = 0] = await inkMm({})
  expect(await inkMm({ passesOf: { Red: 3 } })).toEqual([black, 3 * red])
  expect(await inkMm({ passes: 2, passesOf: { '2': 1 } })).toEqual([expect.closeTo(2 * black, 6), red])
  expect(await inkMm({ passes: 2, passesOf: { '1': 4, Black: 1, toString: 9 } })).toEqual([black, 2 * red])
})

test('passes, seams and refills come after an order, and need none', async () => {
  const { names, layers: done } = await planned({ passes: 2, refillMm: 50, seams: 'spread' })
  expect(names).toEqual(['order'])
  expect(done.map(({ pen }) => pen.name)).toEqual([
    'Black',
    'Black refill 2',
    'Black refill 3',
    'Black refill 4',
    'Red',
    'Red refill 2',
  ])
})

test('each layer goes on where the one before it ends, or begins at the corner', async () => {
  const [goesOn, fromCorner] = await Promise.all(
    [false, true].map(async (startsAtCorner) => {
      const { layers } = await planned({ marginMm: 5, order: 'good' }, { startsAtCorner })
      return pathsOf(layers[1])
    }),
  )
  expect(goesOn).toEqual([[90, 80, 90, 90, 80, 90, 80, 80]])
  expect(fromCorner).toEqual([[80, 80, 90, 80, 90, 90, 80, 90]])
})

test('joined strokes lose the points they met at, unless they are to keep them', async () => {
  const steps = { simplifyMm: 0.1, mergeMm: 0.1, minMm: 1 }
  const { layers: sparse } = await planned(steps)
  const { layers: kept } = await planned(steps, { keepsJoints: true })
  expect(pathsOf(sparse[0])).toEqual([[50, 50, 120, 50]])
  expect(pathsOf(kept[0])).toEqual([[50, 50, 60, 50, 60.05, 50, 120, 50]])
})

test('parts are joined at their ends, one pen to a layer; marks as small as it stay as they are', async () => {
  const [black] = layers
  const parts = [{ layers: [black], isDotted: true }, { layers: [black, layers[1]] }]
  const joined = await planLayers(
    parts,
    { ...noPlanSteps, simplifyMm: 0.1, mergeMm: 0.1, minMm: 1 },
    { sheet },
  )
  expect(joined.map(({ pen }) => pen.name)).toEqual(['Black', 'Red'])
  expect(pathsOf(joined[0])).toEqual([...pathsOf(black), [50, 50, 120, 50]])
})

test('ends with what the signal says', async () => {
  const reason = new Error('enough')
  const signal = AbortSignal.abort(reason)
  await expect(planLayers([{ layers }], { ...noPlanSteps, order: 'good' }, { sheet, signal })).rejects.toBe(
    reason,
  )
})
