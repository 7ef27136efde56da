import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { inkDistance } from '../edges/distance.ts'
import type { Ink } from '../edges/ink.ts'
import type { Chain } from './chain.ts'
import { isoLines } from './iso-lines.ts'

/** What is too wide to be a pen's mark, taken out of the ink. */
export type Solids = {
  /** 1 where ink belongs to a solid; no centerline is drawn there. */
  readonly marks: Uint8Array
  readonly outlines: readonly Chain[]
}

/**
 * Finds ink that is wider than twice `radiusPx`: a silhouette, a filled letter. Its middle says nothing, so it is given
 * by its outline. Thin parts that hang on a solid remain marks, unless nearly all of the shape is solid. `reach` is the
 * ink's distance transform.
 */
export async function findSolids(
  ink: Ink,
  reach: Plane,
  radiusPx: number,
  pace: Pace = unpaced,
): Promise<Solids> {
  const { width, height } = ink
  const marks = new Uint8Array(width * height)
  const away = new Uint8Array(width * height).fill(1)
  let any = false
  for (let i = 0; i < away.length; i++) {
    if (reach.data[i] <= radiusPx) continue
    away[i] = 0
    any = true
  }
  if (!any) return { marks, outlines: [] }
  const toCore = await inkDistance(away, width, height, pace, Number.POSITIVE_INFINITY)
  for (let i = 0; i < marks.length; i++) {
    if (ink.marks[i] && toCore.data[i] <= radiusPx * 1.25 + 1) marks[i] = 1
  }
  await takeWhole(ink, marks, pace)
  const field = createPlane(width, height)
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const isIn = marks[i] || marks[i - 1] || marks[i + 1] || marks[i - width] || marks[i + width]
      field.data[i] = isIn ? ink.share.data[i] : Math.min(0.4, ink.share.data[i])
    }
    await pace(width * 4)
  }
  return { marks, outlines: await isoLines(field, 0.5, pace) }
}

/** A shape that is solid for more than this share is outlined as a whole, thin parts and all. */
const mostlySolid = 0.6

async function takeWhole(ink: Ink, marks: Uint8Array, pace: Pace): Promise<void> {
  const { width, height } = ink
  const ring = [1, -1, width, -width, width + 1, width - 1, -width + 1, -width - 1]
  const seen = new Uint8Array(marks.length)
  const shape: number[] = []
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (seen[i] || !marks[i]) continue
      shape.length = 0
      shape.push(i)
      seen[i] = 1
      let solid = 0
      for (let k = 0; k < shape.length; k++) {
        if ((k & 4095) === 4095) await pace(4096 * 20)
        solid += marks[shape[k]]
        for (const step of ring) {
          const next = shape[k] + step
          if (seen[next] || !ink.marks[next]) continue
          seen[next] = 1
          shape.push(next)
        }
      }
      if (solid < mostlySolid * shape.length) continue
      for (const pixel of shape) marks[pixel] = 1
    }
    await pace(width)
  }
}
