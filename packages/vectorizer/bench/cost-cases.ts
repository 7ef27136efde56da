import type { Raster } from '@plotline/strokes'
import type { RecipeInput } from '../src/recipe.ts'
import type { StyleName } from '../src/styles.ts'

/** A picture with what takes time: round forms, soft shades, fine rings, grain; half of it is dark. */
export const costPicture = {
  width: 4,
  height: 3,
  raster(longestPx: number): Raster {
    const width = longestPx
    const height = Math.round((longestPx * 3) / 4)
    const data = new Uint8ClampedArray(width * height * 4).fill(255)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [u, v] = [x / width, y / width]
        const [dx, dy] = [u - 0.62, v - 0.4]
        const ball = Math.hypot(dx, dy) < 0.28 ? 30 + 300 * (0.3 + dx - dy) * 0.8 : 210 - 190 * v
        const rings = 22 * Math.sin(70 * Math.hypot(u - 0.2, v - 0.15))
        const grain = (((x * 7919 + y * 104_729) % 97) - 48) / 10
        const at = (y * width + x) * 4
        data[at] = ball + rings + grain
        data[at + 1] = ball + rings * 0.4 + grain
        data[at + 2] = ball * 0.9 + grain
      }
    }
    return { width, height, data }
  },
}

/** Every style at three sizes, then what can be turned up of each. */
export function costCases(styles: readonly StyleName[]): [name: string, recipe: RecipeInput][] {
  const plain = [512, 1400, 2400].flatMap((workingPx) =>
    styles.map((style): [string, RecipeInput] => [`${style} ${workingPx}`, { style, workingPx }]),
  )
  const fine: RecipeInput = {
    pens: [{ name: 'Fine', color: '#000000', widthMm: 0.1 }],
    page: { paper: 'a2' },
  }
  const turned: [string, RecipeInput][] = [
    ['lines detail 1', { style: 'lines', knobs: { detail: 1 } }],
    ['hatch fine a2', { style: 'hatch', ...fine }],
    ['hatch dense', { style: 'hatch', knobs: { density: 1 } }],
    ['crosshatch fine a2', { style: 'crosshatch', ...fine }],
    ['flow fine a2', { style: 'flow', ...fine }],
    ['contour 64', { style: 'contour', contour: { levels: 64, minLengthMm: 0 }, page: { paper: 'a2' } }],
    ['stipple 60k a2', { style: 'stipple', stipple: { dots: 60_000 }, page: { paper: 'a2' } }],
    ['stipple 60k a2 fine', { style: 'stipple', stipple: { dots: 60_000 }, ...fine }],
    ['stipple 10k a4 x10', { style: 'stipple', stipple: { dots: 10_000 }, plan: { passes: 10 } }],
    [
      'stipple 60k a2 best',
      { style: 'stipple', stipple: { dots: 60_000 }, page: { paper: 'a2' }, plan: { order: 'best' } },
    ],
    [
      'stipple 20k cmyk',
      { style: 'stipple', stipple: { dots: 20_000 }, separation: { mode: 'cmyk' }, page: { paper: 'a3' } },
    ],
    ['tsp 100k a2', { style: 'tsp', tsp: { points: 100_000 }, page: { paper: 'a2' } }],
    ['spiral fine a2', { style: 'spiral', ...fine }],
    ['squiggle fine a2', { style: 'squiggle', ...fine }],
    ['squiggle a4 x10', { style: 'squiggle', plan: { passes: 10 } }],
    ['halftone dots a2', { style: 'halftone', page: { paper: 'a2' } }],
    ['halftone dots .3', { style: 'halftone', halftone: { cellMm: 0.6 } }],
    ['halftone lines a2', { style: 'halftone', halftone: { kind: 'lines' }, ...fine }],
    ['lowpoly 20k', { style: 'lowpoly', lowpoly: { points: 20_000 } }],
    ['fill 64 least 0', { style: 'fill', fill: { colors: 64, leastMm2: 0 } }],
    ['coloring 40', { style: 'coloring', coloring: { colors: 40, leastMm2: 1 } }],
  ]
  return [...plain, ...turned]
}
