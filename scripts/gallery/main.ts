import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeImage } from '../../packages/imaging/src/index.ts'
import { findMaterial } from '../../packages/imaging/testing/index.ts'
import { strokesOf } from '../../packages/strokes/src/geometry/marks.ts'
import { encodePng, type Raster, renderDrawing } from '../../packages/strokes/src/index.ts'
import { recipeSchema, type StyleName, styleNames, vectorize } from '../../packages/vectorizer/src/index.ts'
import { projectRoot } from '../start/processes.ts'
import { type Cell, type Row, sheetHtml } from './sheet.ts'

/**
 * One contact sheet of every style on a set of pictures, the photo beside its drawings at the pen's true width, to be
 * looked at: `npm run gallery -- [--styles lines,hatch] [--out gallery] [PICTURE …]`. Without pictures it takes some of
 * the material beside the project, else the still life that the landing page shows.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    styles: { type: 'string', default: styleNames.join(',') },
    out: { type: 'string', default: 'gallery' },
  },
})

const usual = [
  'portrait-astronaut.png',
  'pet-cat-chelsea.png',
  'architecture-halftimber-kodim08.png',
  'stilllife-coffee.png',
  'lineart-scan-voronoi.jpg',
  'logo-skimage.png',
]
const pxPerMm = 4

const styles = values.styles.split(',')
const unknown = styles.filter((name) => !isStyle(name))
if (unknown.length > 0) {
  console.error(`--styles: there is no style ${unknown.join(', ')}; there are ${styleNames.join(', ')}.`)
  process.exit(2)
}
const pictures = positionals.length > 0 ? positionals : usualPictures()
const out = resolve(values.out)
await mkdir(out, { recursive: true })
const rows: Row[] = []
for (const picture of pictures) rows.push(await drawRow(picture, styles.filter(isStyle)))
await writeFile(join(out, 'index.html'), sheetHtml(rows))
console.log(`\n${join(out, 'index.html')}`)

async function drawRow(picture: string, names: StyleName[]): Promise<Row> {
  const title = basename(picture, extname(picture))
  const bytes = await readFile(picture)
  const photo = await decodeImage(bytes, { maxPx: 840 })
  const row: Row = { title, cells: [await save(`${title}.png`, 'photo', photo)] }
  for (const style of names) {
    const recipe = recipeSchema.parse({ style, page: { paper: 'a5', orientation: 'auto', marginMm: 5 } })
    const before = performance.now()
    const { drawing } = await vectorize(await decodeImage(bytes, { maxPx: recipe.workingPx }), recipe, {})
    const seconds = ((performance.now() - before) / 1000).toFixed(1)
    const strokes = drawing.layers.reduce((sum, layer) => sum + strokesOf(layer.marks).length, 0)
    const file = `${title}-${style}.png`
    row.cells.push(await save(file, `${style}: ${strokes} strokes`, renderDrawing(drawing, { pxPerMm })))
    console.log(`${file.padEnd(52)} ${String(strokes).padStart(7)} strokes ${seconds.padStart(6)} s`)
  }
  return row
}

async function save(file: string, caption: string, raster: Raster): Promise<Cell> {
  await writeFile(join(out, file), encodePng(raster))
  return { file, caption, width: raster.width, height: raster.height }
}

function usualPictures(): string[] {
  const found = usual.map((name) => findMaterial(`photos/${name}`)).filter((path) => path !== null)
  return found.length > 0 ? found : [join(projectRoot, 'apps/web/public/landing/still-life.webp')]
}

function isStyle(name: string): name is StyleName {
  return (styleNames as readonly string[]).includes(name)
}
