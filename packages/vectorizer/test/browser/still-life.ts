import { type Raster, writeDrawing } from '@plotline/strokes'
import { recipeSchema, vectorize } from '../../src/index.ts'

/** A lit ball on a table before a dark wall, made of arithmetic alone. */
function stillLife(width: number, height: number): Raster {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = (x - width * 0.45) / (height * 0.3)
      const v = (y - height * 0.5) / (height * 0.3)
      const inside = 1 - u * u - v * v
      const shadow = Math.abs(u - 1) / 1.2 + Math.abs(v - 1) / 0.25 < 1
      const ball = 40 + 200 * Math.max(0, (-u - v + Math.sqrt(Math.max(0, inside)) * 1.4) / 2)
      const ground = y < height * 0.62 ? 70 + (40 * x) / width : shadow ? 60 : 205
      const tone = inside > 0 ? ball : ground
      const at = (y * width + x) * 4
      data[at] = tone
      data[at + 1] = tone * 0.95
      data[at + 2] = tone * 0.85
      data[at + 3] = 255
    }
  }
  return { width, height, data }
}

/** The still life as a sketch, in SVG: the same bytes wherever it runs, if the engine keeps its word. */
export async function drawStillLife(): Promise<string> {
  const recipe = recipeSchema.parse({ style: 'sketch', workingPx: 480, page: { paper: 'a5' } })
  const { drawing } = await vectorize(stillLife(480, 360), recipe)
  return new TextDecoder().decode(writeDrawing(drawing, 'svg').bytes)
}
