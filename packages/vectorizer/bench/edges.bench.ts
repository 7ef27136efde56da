/// <reference types="node" />
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plane } from '@plotline/strokes'
import { canny } from '../src/edges/canny.ts'
import { inkDistance } from '../src/edges/distance.ts'
import { levelled, lightAt, noiseOf } from '../src/raster/tone.ts'
import { type RecipeInput, recipeSchema } from '../src/recipe.ts'
import { traceGraph } from '../src/trace/graph.ts'
import { resampleChain } from '../src/trace/smooth.ts'
import { drawStyle } from '../test/draw-style.ts'
import { sceneOf } from '../test/scenes.ts'
import { longestMean } from './fewest-strokes.ts'
import { materialOrEnd } from './material.ts'
import { readPng } from './read-png.ts'

/**
 * Strokes against the exact borders of made scenes: F1 within 2 px after linking, and the mean stroke beside the mean
 * branch of the plain detector. The yardstick is Canny without any of our additions, at the best of many thresholds and
 * scales for each scene, counted pixel by pixel. Beside the mean strokes stands the most that the scene allows while nothing
 * is drawn twice.
 */
const folder = materialOrEnd('truth/edges')
const reachPx = 2
const mmPerPx = 180 / 512
const styles: Record<string, RecipeInput> = {
  canny: { style: 'lines', isolate: { mode: 'off' } },
  flow: { style: 'lines', lines: { detector: 'flow' } },
}

console.log(
  'scene               best plain Canny        canny (P R F1)         flow (P R F1)   stroke: canny, flow / branch, most',
)
for (const file of readdirSync(folder).filter((name) => name.endsWith('.edges.png'))) {
  const name = file.replace('.edges.png', '')
  const raster = readPng(join(folder, `${name}.png`))
  const truthImage = readPng(join(folder, file))
  const { width, height } = raster
  const truth = Uint8Array.from({ length: width * height }, (_, i) => (truthImage.data[i * 4] > 127 ? 1 : 0))
  const light = levelled(await lightAt(raster, width, height), null)
  const plain = await bestPlain(light, truth)
  const cells: string[] = []
  const means: string[] = []
  for (const input of Object.values(styles)) {
    const recipe = recipeSchema.parse(input)
    const place = { mmPerPx, xMm: 0, yMm: 0 }
    const scene = { ...sceneOf(light, place), noise: noiseOf(light), color: async () => raster }
    const strokes = await drawStyle(scene, recipe)
    const drawn = new Uint8Array(width * height)
    let length = 0
    for (const { points, closed } of strokes) {
      const px = points.map((value) => value / mmPerPx)
      const even = resampleChain({ points: px, closed, strength: new Float32Array(px.length / 2) }, 0.5)
      length += even.strength.length / 2
      for (let i = 0; i < even.points.length; i += 2) {
        const x = Math.min(width - 1, Math.floor(even.points[i]))
        drawn[Math.min(height - 1, Math.floor(even.points[i + 1])) * width + x] = 1
      }
    }
    const { precision, recall, f1 } = await score(drawn, truth, width, height)
    cells.push(`${precision.toFixed(3)} ${recall.toFixed(3)} ${f1.toFixed(3)}`.padStart(22))
    means.push((length / strokes.length).toFixed(0).padStart(6))
  }
  console.log(
    `${name.padEnd(20)}${plain.f1.toFixed(3).padStart(16)}${cells.join('')}${means.join('').padStart(17)} / ${plain.branchPx.toFixed(0)} ${(await longestMean(truth, width, height)).toFixed(0).padStart(6)}`,
  )
}

async function bestPlain(light: Plane, truth: Uint8Array) {
  const best = { f1: 0, branchPx: 0 }
  for (const sigmaPx of [0.8, 1.2, 1.8, 2.5]) {
    for (const highPercentile of [75, 80, 85, 88, 91, 93, 95, 97]) {
      for (const share of [0.75, 0.9]) {
        const map = await canny(light, { sigmaPx, highPercentile, lowPercentile: highPercentile * share })
        const { f1 } = await score(map.marks, truth, light.width, light.height)
        if (f1 <= best.f1) continue
        const { branches } = await traceGraph(map)
        best.f1 = f1
        best.branchPx = branches.reduce((sum, { pixels }) => sum + pixels.length, 0) / branches.length
      }
    }
  }
  return best
}

async function score(drawn: Uint8Array, truth: Uint8Array, width: number, height: number) {
  const near = async (marks: Uint8Array, others: Uint8Array) => {
    const away = await inkDistance(
      others.map((mark) => 1 - mark),
      width,
      height,
      undefined,
      Number.POSITIVE_INFINITY,
    )
    let hits = 0
    let all = 0
    for (let i = 0; i < marks.length; i++) {
      if (!marks[i]) continue
      all++
      if (away.data[i] <= reachPx) hits++
    }
    return all > 0 ? hits / all : 0
  }
  const precision = await near(drawn, truth)
  const recall = await near(truth, drawn)
  return {
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  }
}
