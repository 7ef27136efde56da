/**
 * Draws the landing page's pictures with the engine, from `public/landing/still-life.webp`. Run by hand after the
 * engine or the photo has changed; same photo and engine, same files.
 *
 *   node apps/web/scripts/make-landing-drawings.ts
 */
import { readFile, writeFile } from 'node:fs/promises'
import { type Drawing, drawingStats, findDevice, placementOf, writeDrawing } from '@plotline/strokes'
import { type RecipeInput, recipeSchema, styles, vectorize } from '@plotline/vectorizer'
import { decodeImageFile } from './still-life/browser-image.ts'
import { compactSvg, travelSvg } from './still-life/compact-svg.ts'

const folder = new URL('../public/landing/', import.meta.url)
const facts = new URL('../src/features/landing/drawings.json', import.meta.url)
const device = findDevice('axidraw-v3')

const photo = await decodeImageFile(await readFile(new URL('still-life.webp', folder)), 'image/webp')
const draw = async (recipe: RecipeInput): Promise<Drawing> =>
  (await vectorize(photo, recipeSchema.parse(recipe))).drawing

/** Those that say most at the size of a card. */
const shown = ['lines', 'sketch', 'hatch', 'crosshatch', 'flow', 'contour']

const drawn = await Promise.all(
  styles
    .filter(({ name }) => shown.includes(name))
    .map(async ({ name, label, sentence }) => {
      const drawing = await draw({
        style: name,
        page: { paper: 'a4' },
        plan: { simplifyMm: 0.1 },
      } as RecipeInput)
      await writeFile(new URL(`${name}.svg`, folder), compactSvg(drawing))
      const { strokes, penDownMm, penUpMm, plotSeconds } = drawingStats(drawing, device)
      return { name, label, sentence, strokes, penDownMm, penUpMm, plotSeconds }
    }),
)

const travel = await Promise.all(
  (['none', 'greedy'] as const).map(async (order) => {
    const drawing = await draw({ style: 'lines', page: { paper: 'a5' }, plan: { order } })
    await writeFile(new URL(`travel-${order}.svg`, folder), travelSvg(drawing))
    const { penUpMm, plotSeconds } = drawingStats(drawing, device)
    return [order, { penUpMm, plotSeconds }] as const
  }),
)

const small = await draw({ style: 'lines', page: { paper: 'a6' } })
const excerpt = (format: 'gcode' | 'hpgl', name: string, lines: number) =>
  new TextDecoder()
    .decode(writeDrawing(small, format, { device: findDevice(name) }).bytes)
    .replaceAll(/;(?=[A-Z])/g, format === 'hpgl' ? ';\n' : ';')
    .split('\n')
    .slice(0, lines)
    .map((line) => (line.length > 40 ? `${line.slice(0, 39)}…` : line))

const page = recipeSchema.parse({ page: { paper: 'a4' } }).page
const { mmPerPx, xMm, yMm, sheet } = placementOf(photo.width, photo.height, page)
await writeFile(
  facts,
  `${JSON.stringify(
    {
      device: device.label,
      sheet: { widthMm: sheet.widthMm, heightMm: sheet.heightMm },
      photo: { xMm, yMm, widthMm: photo.width * mmPerPx, heightMm: photo.height * mmPerPx },
      styles: drawn,
      travel: Object.fromEntries(travel),
      gcode: excerpt('gcode', 'grbl-laser', 14),
      hpgl: excerpt('hpgl', 'hp-7475a', 14),
    },
    null,
    2,
  )}\n`,
)
