import { recipeSchema } from '../src/recipe.ts'
import { type StyleName, styleNames } from '../src/styles.ts'
import { vectorize } from '../src/vectorize.ts'
import { materialOrEnd } from './material.ts'
import { readPng } from './read-png.ts'

/**
 * The longest that each style goes on without a turn of the event loop, in processor time, at 1024 px: so long an abort
 * may wait. The least of some runs, since garbage collection and compilation fall into it too. 50 ms are asked for.
 */
const photo = materialOrEnd('photos/architecture-halftimber-kodim08.png')
const raster = readPng(photo)
const runs = 4
const userMs = () => process.cpuUsage().user / 1000

for (const style of styleNames) {
  const longest: number[] = []
  for (let run = 0; run < runs; run++) longest.push(await longestTurn(style))
  console.log(
    `${style.padEnd(14)}${Math.min(...longest)
      .toFixed(0)
      .padStart(6)} ms`,
  )
}

async function longestTurn(style: StyleName): Promise<number> {
  let longest = 0
  let last = userMs()
  const watch = { isOn: true }
  const look = () => {
    const now = userMs()
    longest = Math.max(longest, now - last)
    last = now
    if (watch.isOn) setImmediate(look)
  }
  setImmediate(look)
  await vectorize(raster, recipeSchema.parse({ style, workingPx: 1024 }))
  watch.isOn = false
  return longest
}
