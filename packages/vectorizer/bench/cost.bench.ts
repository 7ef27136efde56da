/// <reference types="node" />
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { drawingStats } from '@plotline/strokes/plan/time/stats'
import { writeDrawing } from '@plotline/strokes/write/write'
import { estimateCost } from '../src/cost.ts'
import { type RecipeInput, recipeSchema } from '../src/recipe.ts'
import { styleNames } from '../src/styles.ts'
import { vectorize } from '../src/vectorize.ts'
import { costCases, costPicture } from './cost-cases.ts'

/**
 * What drawings really take against what `estimateCost` says beforehand, each case in a process of its own: every style
 * with its defaults at three sizes, and each parameter that makes much of little. An estimate is to be of the right order,
 * rather above than below. Words pick cases by name; seconds are of this machine's processor.
 */
const words = process.argv.slice(2)
if (words[0]?.startsWith('{')) {
  await measure(JSON.parse(words[0]))
} else {
  console.log(
    'case                            strokes        points      CPU s       MB     result MB   (measured / estimated)',
  )
  for (const [name, input] of costCases(styleNames)) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue
    const { stdout } = spawnSync(process.execPath, [
      ...process.execArgv,
      fileURLToPath(import.meta.url),
      JSON.stringify(input),
    ])
    const said = stdout.toString()
    if (!said) {
      console.log(`${name.padEnd(28)} ended without an answer`)
      continue
    }
    const real: number[] = JSON.parse(said)
    const { strokes, points, cpuSeconds, memoryBytes, resultBytes } = estimateCost(
      recipeSchema.parse(input),
      costPicture,
    )
    const guess = [strokes, points, cpuSeconds, memoryBytes / 1e6, resultBytes / 1e6]
    const pair = (i: number) => `${short(real[i] ?? 0)} / ${short(guess[i] ?? 0)}`.padStart(17)
    console.log(name.padEnd(28) + [0, 1, 2, 3, 4].map(pair).join(''))
  }
}

async function measure(input: RecipeInput): Promise<void> {
  const recipe = recipeSchema.parse(input)
  const picture = costPicture
  const before = process.cpuUsage()
  const { drawing } = await vectorize(picture.raster(recipe.workingPx), recipe)
  const sizes = (['json', 'svg'] as const).map((format) => writeDrawing(drawing, format).bytes.length)
  const { user, system } = process.cpuUsage(before)
  const { strokes, points } = drawingStats(drawing)
  const peak = process.resourceUsage().maxRSS * 1024
  process.stdout.write(
    JSON.stringify([strokes, points, (user + system) / 1e6, peak / 1e6, Math.max(...sizes) / 1e6]),
  )
}

function short(value: number): string {
  return value >= 1e6
    ? `${(value / 1e6).toFixed(2)}M`
    : value >= 1e4
      ? `${Math.round(value / 1e3)}k`
      : value >= 100
        ? value.toFixed(0)
        : value.toFixed(1)
}
