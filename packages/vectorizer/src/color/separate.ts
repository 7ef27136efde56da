import type { Pen, Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { lightnessOf, luminanceOfHex } from '@plotline/strokes/tone/luminance'
import { createPlane } from '@plotline/strokes/tone/plane'
import { hexOfOklab, oklabDistance, oklabOfHex } from './oklab.ts'
import { quantize } from './quantize.ts'

/** One pen's share of a picture: 1 bare paper … 0 all of its ink, in lightness as if it were drawn alone. */
export type Plate = { readonly pen: Pen; readonly shade: Plane }

/** The share of the paper that each ink covers where a color is wanted, all in linear light. */
type InkMix = (red: number, green: number, blue: number, out: Float64Array) => void

/** Steps along each side of the cube of colors that mixes are worked out for; between them they are interpolated. */
const cubeSteps = 17
/** How much of the grey in a color black takes over from the three inks: in the lights, and more the darker it is. */
const blackShare = 0.7
/** Pens nearer to the paper than this lay no ink that is seen. */
const seenDistance = 0.06

/** The four inks of print as pens of a width. */
export function processPens(widthMm: number): Pen[] {
  return [
    { name: 'Yellow', color: '#ffe600', widthMm },
    { name: 'Cyan', color: '#00a0e3', widthMm },
    { name: 'Magenta', color: '#e5007e', widthMm },
    { name: 'Black', color: '#1a1a1a', widthMm },
  ]
}

/** Pens in the colors an image has most of, by k-means in OKLab; colors that the paper has already are left out. */
export async function pensOf(
  raster: Raster,
  count: number,
  paperColor: string,
  widthMm: number,
  mask: Plane | null = null,
  pace: Pace = unpaced,
): Promise<Pen[]> {
  const { palette } = await quantize(raster, count, mask, pace)
  const paper = oklabOfHex(paperColor)
  const pens: Pen[] = []
  for (let k = 0; k * 3 < palette.length; k++) {
    const [lightness, a, b] = [palette[k * 3], palette[k * 3 + 1], palette[k * 3 + 2]]
    if (oklabDistance([lightness, a, b], paper) < seenDistance) continue
    const color = hexOfOklab(lightness, a, b)
    pens.push({ name: `Color ${pens.length + 1} ${color}`, color, widthMm })
  }
  return pens
}

/**
 * Splits a raster into one plate per pen, light pens first. Each color is mixed from the pens and the paper so that,
 * side by side, they come nearest to it in linear light (least squares over shares that sum to one).
 */
export function separateByPens(
  raster: Raster,
  pens: readonly Pen[],
  paperColor: string,
  pace: Pace = unpaced,
): Promise<Plate[]> {
  const ordered = lightFirst(pens)
  return platesOf(raster, ordered, paperColor, mixOfPens(ordered, paperColor), pace)
}

/** Splits a raster into yellow, cyan, magenta and black: ideal inks, with black taking over the grey they share. */
export function separateForPrint(raster: Raster, widthMm: number, pace: Pace = unpaced): Promise<Plate[]> {
  const pens = lightFirst(processPens(widthMm))
  const places = ['Yellow', 'Cyan', 'Magenta', 'Black'].map((name) =>
    pens.findIndex((pen) => pen.name === name),
  )
  const mix: InkMix = (red, green, blue, out) => {
    const inks = [1 - blue, 1 - red, 1 - green]
    const grey = Math.max(0, Math.min(...inks))
    const black = grey * (blackShare + (1 - blackShare) * grey)
    inks.forEach((ink, i) => {
      out[places[i]] = black < 1 ? (ink - black) / (1 - black) : 0
    })
    out[places[3]] = black
  }
  return platesOf(raster, pens, '#ffffff', mix, pace)
}

function lightFirst(pens: readonly Pen[]): Pen[] {
  return [...pens].sort((a, b) => luminanceOfHex(b.color) - luminanceOfHex(a.color))
}

function mixOfPens(pens: readonly Pen[], paperColor: string): InkMix {
  const colors = [paperColor, ...pens.map(({ color }) => color)].map(linearOfHex)
  const shares = new Float64Array(colors.length)
  return (red, green, blue, out) => {
    // Everything is paper at first; then ink takes the place of paper, or of other ink, wherever that comes nearer.
    shares.fill(0)
    shares[0] = 1
    const rest = [red - colors[0][0], green - colors[0][1], blue - colors[0][2]]
    for (let round = 0; round < 24; round++) {
      for (let i = 1; i < colors.length; i++) for (let j = 0; j < i; j++) exchange(colors, shares, rest, i, j)
    }
    out.set(shares.subarray(1))
  }
}

/** Gives ink `i` as much of the place of ink `j`, or the other way around, as brings the mix nearest to the color. */
function exchange(
  colors: readonly (readonly number[])[],
  shares: Float64Array,
  rest: number[],
  i: number,
  j: number,
): void {
  const [dr, dg, db] = [colors[i][0] - colors[j][0], colors[i][1] - colors[j][1], colors[i][2] - colors[j][2]]
  const length = dr * dr + dg * dg + db * db
  if (length < 1e-6) return
  const best = (rest[0] * dr + rest[1] * dg + rest[2] * db) / length
  const change = Math.min(shares[j], Math.max(-shares[i], best))
  shares[i] += change
  shares[j] -= change
  rest[0] -= change * dr
  rest[1] -= change * dg
  rest[2] -= change * db
}

async function platesOf(
  { width, height, data }: Raster,
  pens: readonly Pen[],
  paperColor: string,
  mix: InkMix,
  pace: Pace,
): Promise<Plate[]> {
  const count = pens.length
  const cube = await cubeOf(mix, count, pace)
  const plates = pens.map((pen) => ({ pen, shade: createPlane(width, height) }))
  const shades = pens.map(({ color }) => shadeTable(paperColor, color))
  const scale = (cubeSteps - 1) / 255
  const weights = new Float64Array(8)
  const [right, deep] = [cubeSteps * count, cubeSteps * cubeSteps * count]
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const u = data[i * 4] * scale
      const v = data[i * 4 + 1] * scale
      const w = data[i * 4 + 2] * scale
      const r = Math.min(u | 0, cubeSteps - 2)
      const g = Math.min(v | 0, cubeSteps - 2)
      const b = Math.min(w | 0, cubeSteps - 2)
      for (let corner = 0; corner < 8; corner++) {
        const fr = corner & 1 ? u - r : 1 - u + r
        const fg = corner & 2 ? v - g : 1 - v + g
        weights[corner] = fr * fg * (corner & 4 ? w - b : 1 - w + b)
      }
      const at = r * deep + g * right + b * count
      for (let k = 0; k < count; k++) {
        let ink = 0
        for (let corner = 0; corner < 8; corner++) {
          const step = (corner & 1 ? deep : 0) + (corner & 2 ? right : 0) + (corner & 4 ? count : 0)
          ink += weights[corner] * cube[at + step + k]
        }
        plates[k].shade.data[i] = shades[k][(Math.min(1, Math.max(0, ink)) * 1023 + 0.5) | 0]
      }
    }
    await pace(width * (count * 20 + 20))
  }
  return plates
}

async function cubeOf(mix: InkMix, count: number, pace: Pace): Promise<Float32Array> {
  const cube = new Float32Array(cubeSteps ** 3 * count)
  const out = new Float64Array(count)
  for (let r = 0, at = 0; r < cubeSteps; r++) {
    for (let g = 0; g < cubeSteps; g++) {
      for (let b = 0; b < cubeSteps; b++, at += count) {
        mix(linearOfStep(r), linearOfStep(g), linearOfStep(b), out)
        cube.set(out, at)
      }
      await pace(cubeSteps * count * count * 400)
    }
  }
  return cube
}

/** The shade that stands for each share of ink: its lightness between the paper's and the solid ink's. */
function shadeTable(paperColor: string, color: string): Float32Array {
  const paper = luminanceOfHex(paperColor)
  const ink = luminanceOfHex(color)
  if (Math.abs(paper - ink) < 0.02)
    return Float32Array.from({ length: 1024 }, (_, i) => lightnessOf(1 - i / 1023))
  const [bare, full] = [lightnessOf(paper), lightnessOf(ink)]
  return Float32Array.from(
    { length: 1024 },
    (_, i) => (lightnessOf(paper + ((ink - paper) * i) / 1023) - full) / (bare - full),
  )
}

function linearOfStep(step: number): number {
  return linearOf(step / (cubeSteps - 1))
}

function linearOf(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function linearOfHex(color: string): number[] {
  const code = Number.parseInt(color.slice(1), 16)
  return [code >> 16, (code >> 8) & 255, code & 255].map((value) => linearOf(value / 255))
}
