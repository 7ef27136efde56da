import type { GcodeDialect } from '../../devices/schema.ts'
import { lightnessOf, luminanceOfHex } from '../../tone/luminance.ts'
import { samplePlane } from '../../tone/plane.ts'
import type { Drawing, Stroke, Tones } from '../../types.ts'

type Power = NonNullable<GcodeDialect['power']>

/** How strongly a pen stands out from the paper, 0 … 1, as a share of the one that does so most. */
export function penContrasts({ layers, sheet }: Drawing): number[] {
  const paper = lightnessOf(luminanceOfHex(sheet.paperColor))
  const contrasts = layers.map(({ pen }) => Math.abs(lightnessOf(luminanceOfHex(pen.color)) - paper))
  const most = Math.max(...contrasts)
  return contrasts.map((contrast) => (most > 0 ? contrast / most : 1))
}

/** A line with the S that each of its sides is drawn with: `levels[i]` belongs to the side that ends at point i. */
export type PoweredLine = {
  readonly points: Float64Array
  readonly levels: Int32Array
}

/** So many different S at most, so that a line is not cut into more moves than anyone can see. */
const steps = 32

/**
 * Gives each side of a line, in sheet mm, its S by its stroke's tones where it has some, and by how far its pen stands
 * out. Sides over which the tone changes are parted about every pixel.
 */
export function powerLine(
  points: Float64Array,
  { tones }: Pick<Stroke, 'tones'>,
  contrast: number,
  power: Power,
): PoweredLine {
  if (!tones) {
    return { points, levels: new Int32Array(points.length / 2).fill(levelFor(contrast, power)) }
  }
  const outPoints = [points[0], points[1]]
  const levels = [levelAt(points[0], points[1], tones, contrast, power)]
  for (let i = 2; i < points.length; i += 2) {
    const [ax, ay] = [points[i - 2], points[i - 1]]
    const [dx, dy] = [points[i] - ax, points[i + 1] - ay]
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / tones.mmPerPx))
    let level = 0
    for (let part = 0; part < parts; part++) {
      const middle = (part + 0.5) / parts
      const next = levelAt(ax + dx * middle, ay + dy * middle, tones, contrast, power)
      if (part > 0 && next !== level) {
        outPoints.push(ax + (dx * part) / parts, ay + (dy * part) / parts)
        levels.push(level)
      }
      level = next
    }
    outPoints.push(points[i], points[i + 1])
    levels.push(level)
  }
  return { points: Float64Array.from(outPoints), levels: Int32Array.from(levels) }
}

function levelAt(x: number, y: number, { plane, mmPerPx, xMm, yMm }: Tones, contrast: number, power: Power) {
  const tone = samplePlane(plane, (x - xMm) / mmPerPx, (y - yMm) / mmPerPx)
  return levelFor((1 - tone) * contrast, power)
}

/** S for a darkness 0 … 1. */
function levelFor(darkness: number, { least, most, gamma }: Power): number {
  const share = Math.round(darkness ** gamma * steps) / steps
  return Math.round(least + (most - least) * share)
}
