import { expect, test } from 'vitest'
import { strokesOf } from '../geometry/marks.ts'
import { strokeLength } from '../geometry/polyline.ts'
import { resultOf } from '../geometry/steps.ts'
import type { Layer } from '../types.ts'
import { noPlanSteps, type PlanSteps, planStages } from './plan-layers.ts'

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

function planned(steps: Partial<PlanSteps>): { names: string[]; layers: readonly Layer[] } {
  const stages = planStages({ ...noPlanSteps, ...steps }, { sheet })
  let now: readonly Layer[] = layers
  for (const { run } of stages) now = resultOf(run(now))
  return { names: stages.map(({ name }) => name), layers: now }
}

test('nothing is done unless a step asks for it', () => {
  expect(planned({})).toEqual({ names: [], layers })
})

test('each step has its stage, in the order a drawing is made', () => {
  const { names, layers: done } = planned({
    marginMm: 5,
    simplifyMm: 0.01,
    mergeMm: 0.1,
    minMm: 1,
    order: 'good',
  })
  expect(names).toEqual(['layout', 'simplify', 'merge', 'order'])
  expect(done.map(({ marks }) => strokesOf(marks).map(({ points }) => Array.from(points)))).toEqual([
    [[50, 50, 95, 50]],
    // Entered where the first pen left, at (95, 50).
    [[90, 80, 90, 90, 80, 90, 80, 80]],
  ])
})

test('single layers have passes of their own, by name or number', () => {
  const inkMm = (steps: Partial<PlanSteps>) =>
    planned(steps).layers.map(({ marks }) =>
      strokesOf(marks).reduce((sum, one) => sum + strokeLength(one), 0),
    )
  const [black = 0, red = 0] = inkMm({})
  expect(inkMm({ passesOf: { Red: 3 } })).toEqual([black, 3 * red])
  expect(inkMm({ passes: 2, passesOf: { '2': 1 } })).toEqual([expect.closeTo(2 * black, 6), red])
  expect(inkMm({ passes: 2, passesOf: { '1': 4, Black: 1, toString: 9 } })).toEqual([black, 2 * red])
})

test('passes, seams and refills come after an order, and need none', () => {
  const { names, layers: done } = planned({ passes: 2, refillMm: 50, seams: 'spread' })
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
