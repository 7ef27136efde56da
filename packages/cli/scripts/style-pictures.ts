import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { decodeImage } from '@plotline/imaging'
import { encodeStrip } from '@plotline/imaging/testing'
import { renderDrawing } from '@plotline/strokes'
import { recipeSchema, styles, vectorize } from '@plotline/vectorizer'
import { pictureOf } from '../src/docs/style-docs.ts'

/**
 * Draws the pictures of docs/styles.md from the still life of the landing page: a strip for each style, a drawing for
 * each preset at the true width of its pens. Run by hand when a style's looks have changed.
 *
 *   node packages/cli/scripts/style-pictures.ts [STYLE …]
 */
const docs = new URL('../../../docs/', import.meta.url)
const photo = await decodeImage(
  await readFile(new URL('../../../apps/web/public/landing/still-life.webp', import.meta.url)),
  { maxPx: 1280 },
)
await mkdir(new URL('styles/', docs), { recursive: true })
const asked = process.argv.slice(2)
for (const { name, presets } of styles) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const pictures = []
  for (const { recipe } of presets) {
    const page = { paper: 'a5', orientation: 'landscape', marginMm: 4 } as const
    const { drawing } = await vectorize(photo, recipeSchema.parse({ ...recipe, page }))
    pictures.push(renderDrawing(drawing, { pxPerMm: 6 }))
  }
  const strip = await encodeStrip(pictures, { widthPx: 480, gapPx: 12 })
  await writeFile(new URL(pictureOf(name), docs), strip)
  console.log(`${name.padEnd(12)}${presets.length} drawings, ${(strip.length / 1000).toFixed(0)} kB`)
}
