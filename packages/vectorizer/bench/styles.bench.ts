/// <reference types="node" />
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { recipeSchema } from '../src/recipe.ts'
import { type StyleName, styleNames } from '../src/styles.ts'
import { vectorize } from '../src/vectorize.ts'
import { materialOrEnd } from './material.ts'
import { readPng } from './read-png.ts'

/**
 * Processor time of every style with its defaults, from pixels to ordered strokes: at 512 px as a preview, warm, and at
 * 1024 px; and the most memory that a process of its own takes at 1024 and at 2048 px, against 200 MB and 40 bytes per pixel.
 */
const photo = materialOrEnd('photos/architecture-halftimber-kodim08.png')
const raster = readPng(photo)
const draw = (style: StyleName, workingPx: number) =>
  vectorize(raster, recipeSchema.parse({ style, workingPx }))
const pixelsAt = (workingPx: number) =>
  workingPx *
  Math.round((workingPx * Math.min(raster.width, raster.height)) / Math.max(raster.width, raster.height))

const [asked, askedPx] = process.argv.slice(2)
if (askedPx) {
  await draw(asked as StyleName, Number(askedPx))
  process.stdout.write(String(process.resourceUsage().maxRSS / 1000))
  process.exit(0)
}

console.log('style           ms at 512   allowed   ms at 1024    MB at 1024   allowed   MB at 2048   allowed')
for (const style of styleNames) {
  if (asked && style !== asked) continue
  const preview = await medianMs(() => draw(style, 512), 5)
  const full = await medianMs(() => draw(style, 1024), 1)
  const allowed = ['stipple', 'tsp'].includes(style) ? 500 : 150
  const memory = [1024, 2048].map(
    (px) =>
      `${peakMb(style, px).toFixed(0).padStart(14)}${(200 + (40 * pixelsAt(px)) / 1e6).toFixed(0).padStart(10)}`,
  )
  console.log(
    `${style.padEnd(14)}${preview.toFixed(0).padStart(11)}${String(allowed).padStart(10)}${full.toFixed(0).padStart(13)}${memory.join('')}`,
  )
}

async function medianMs(work: () => Promise<unknown>, runs: number): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  return times.sort((a, b) => a - b)[runs >> 1]
}

function peakMb(style: StyleName, workingPx: number): number {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), style, String(workingPx)])
  return Number(stdout.toString())
}
