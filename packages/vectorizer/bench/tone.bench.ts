/// <reference types="node" />
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { type RecipeInput, recipeSchema, styles, vectorize } from '../src/index.ts'
import { levelled, lightAt, workingSize } from '../src/raster/tone.ts'
import { faithfulInk, inkRangeOf, measureWedge, seenInk, toneOfInk } from '../test/seen.ts'
import { material } from './material.ts'
import { readPng } from './read-png.ts'

/**
 * How true the tonal styles are: ink rendered at pen width and blurred at 1.5 mm beside the ink that the picture's tone
 * asks for within the reach of the pen, as the mean absolute difference in linear light and in lightness.
 * The wedge has nine even steps; photos are compared without the smoothing and raised contrast the drawing is given.
 */
const photos = ['portrait-astronaut.png', 'pet-cat-chelsea.png', 'stilllife-coffee.png', 'statue-kodim17.png']
const pens = [0.1, 0.3, 0.8]
const chosen = process.argv.slice(2)
const tonal = styles.filter(({ name, ink }) => ink && (chosen.length === 0 || chosen.includes(name)))

console.log('wedge'.padEnd(12), 'pen', '  light  lightness  monotonic')
for (const style of tonal) {
  for (const widthMm of pens) {
    const input = { style: style.name, pens: [{ name: 'pen', color: '#000000', widthMm }] } as RecipeInput
    const steps = await measureWedge(style, input)
    const light = mean(steps.map(({ wanted, seen }) => Math.abs(wanted - seen)))
    const tone = mean(steps.map(({ wanted, seen }) => Math.abs(toneOfInk(wanted) - toneOfInk(seen))))
    const rises = steps.every(({ seen }, i) => i === 0 || seen >= steps[i - 1].seen - 0.005)
    const row = steps.map(({ wanted, seen }) => `${wanted.toFixed(2)}:${seen.toFixed(2)}`).join(' ')
    console.log(
      style.name.padEnd(12),
      widthMm.toFixed(1),
      light.toFixed(3).padStart(7),
      tone.toFixed(3).padStart(8),
      rises,
      row,
    )
  }
}

console.log('\nphoto, pen 0.3 on A4'.padEnd(36), '  light  lightness')
for (const style of tonal) {
  for (const photo of photos) {
    const file = join(material, 'photos', photo)
    if (!existsSync(file)) continue
    const { light, tone } = await comparePhoto(style, file)
    console.log(
      style.name.padEnd(12),
      photo.padEnd(24),
      light.toFixed(3).padStart(6),
      tone.toFixed(3).padStart(8),
    )
  }
}

async function comparePhoto(
  style: (typeof styles)[number],
  file: string,
): Promise<{ light: number; tone: number }> {
  const pen = { name: 'pen', color: '#000000', widthMm: 0.3 }
  const recipe = recipeSchema.parse({ style: style.name, pens: [pen] })
  const raster = readPng(file)
  const { drawing } = await vectorize(raster, recipe)
  const range = inkRangeOf(style, recipe)
  if (!range) throw new Error('Expected a tonal style.')
  const { width, height } = workingSize(raster.width, raster.height, recipe.workingPx)
  const { widthMm, heightMm, marginMm } = drawing.sheet
  const mmPerPx = Math.min((widthMm - 2 * marginMm) / width, (heightMm - 2 * marginMm) / height)
  const shade = levelled(await lightAt(raster, width, height), null)
  const wanted = await faithfulInk(shade, recipe, range, mmPerPx)
  const pxPerMm = 6
  const seen = await seenInk(drawing, pxPerMm)
  const differences: number[] = []
  const tones: number[] = []
  for (let y = 3; y < height * mmPerPx - 3; y += 0.7) {
    for (let x = 3; x < width * mmPerPx - 3; x += 0.7) {
      const left = (widthMm - width * mmPerPx) / 2
      const top = (heightMm - height * mmPerPx) / 2
      const here = samplePlane(seen, (x + left) * pxPerMm, (y + top) * pxPerMm)
      const there = samplePlane(wanted, x / mmPerPx, y / mmPerPx)
      differences.push(Math.abs(here - there))
      tones.push(Math.abs(toneOfInk(here) - toneOfInk(there)))
    }
  }
  return { light: mean(differences), tone: mean(tones) }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
