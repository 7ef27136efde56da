import type { Plane, Tones } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { toneOfCode } from '@plotline/strokes/tone/tones'
import { resizePlane } from './resize.ts'

/** Longest side: a step of about a millimetre and a half on A4. */
const mostPx = 192

/** The tones of a plane that lies on the sheet as told, coarse and in 256 steps, so that they take little room. */
export async function tonesOf(
  plane: Plane,
  { mmPerPx, xMm, yMm }: Omit<Tones, 'plane'>,
  pace: Pace = unpaced,
): Promise<Tones> {
  const scale = Math.min(1, mostPx / Math.max(plane.width, plane.height))
  const width = Math.max(1, Math.round(plane.width * scale))
  const height = Math.max(1, Math.round(plane.height * scale))
  const { data } = await resizePlane(plane, width, height, pace)
  const longest = plane.width > plane.height ? plane.width / width : plane.height / height
  return {
    plane: { width, height, data: data.map((tone) => toneOfCode(Math.round(tone * 255))) },
    mmPerPx: mmPerPx * longest,
    xMm,
    yMm,
  }
}
