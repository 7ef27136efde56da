/// <reference types="node" />
import { readFileSync } from 'node:fs'
import {
  mergeStrokes,
  type OrderLevel,
  orderStrokes,
  type Stroke,
  simplifyStrokes,
  travelBound,
  travelLength,
} from '@plotline/strokes'
import { resultOf } from '@plotline/strokes/geometry/steps'
import { materialOrEnd } from './material.ts'
import { hatchLines, stippleDots } from './ordering-inputs.ts'

/**
 * Pen-up travel between strokes (no way from or to home) and processor time, per level. For canny.svg beside what others
 * reach on the same input: vpype 1.16, whole process, on another machine of two cores. Hatch and stipple are made here,
 * like the peers' and not the same. Compare lengths; times only as a ratio. `BENCH_LEVELS=good` picks levels.
 */
const levels = (process.env.BENCH_LEVELS?.split(',') ?? ['greedy', 'fast', 'good', 'best']) as OrderLevel[]
const peers = [
  ['as given', 185_326],
  ['vpype linesort', 6299],
  ['vpype linesort --two-opt', 4711],
  ['best known to us before', 3926],
  ['proven lower bound', 3768],
] as const

const seconds = () => process.cpuUsage().user / 1e6
const row = (name: string, travelMm: number, time = '') =>
  console.log(`${name.padEnd(28)}${travelMm.toFixed(0).padStart(9)} mm${time.padStart(10)}`)

function measure(strokes: readonly Stroke[]): void {
  for (const level of levels) {
    const runs: number[] = []
    let travelMm = 0
    for (let i = 0; i < (level === 'best' ? 1 : 3); i++) {
      const before = seconds()
      travelMm = travelLength(orderStrokes(strokes, { level }))
      runs.push(seconds() - before)
    }
    const [median] = runs.sort((a, b) => a - b).slice(runs.length >> 1)
    row(`ours, ${level}`, travelMm, `${median.toFixed(2)} s`)
  }
}

for (const [name, strokes] of [
  ['hatch', hatchLines()],
  ['stipple', stippleDots()],
] as const) {
  console.log(`${name}, ${strokes.length} strokes`)
  row('as given', travelLength(strokes))
  measure(strokes)
}

const file = materialOrEnd('ordering/canny.svg')
const strokes: Stroke[] = [...readFileSync(file, 'utf8').matchAll(/<polyline points="([^"]+)"/g)].map(
  ([, points]) => ({
    points: Float64Array.from(points.trim().split(/[\s,]+/), Number),
    closed: false,
  }),
)
console.log(`canny.svg, ${strokes.length} strokes`)
for (const [name, travelMm] of peers) row(name, travelMm)
measure(strokes)
const before = seconds()
const bound = resultOf(
  travelBound(strokes, { knownMm: travelLength(orderStrokes(strokes, { level: 'good' })) }),
)
row('our proven lower bound', bound, `${(seconds() - before).toFixed(2)} s`)

const points = (all: readonly Stroke[]) => all.reduce((sum, stroke) => sum + stroke.points.length / 2, 0)
const simple = simplifyStrokes(strokes, 0.05)
const merged = mergeStrokes(strokes, 0.05)
console.log(`simplify 0.05 mm: ${points(strokes)} points to ${points(simple)} (vpype: 30,739)`)
console.log(
  `merge 0.05 mm: ${strokes.length} strokes to ${merged.length} (vpype: 1,990; Euler minimum 1,987)`,
)
