import type { Plane, Tones } from '../types.ts'
import { type Pace, unpaced } from './pace.ts'
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

/** The tone of a code 0 … 255; others are taken for the nearest. */
export function toneOfCode(code: number): number {
  return Math.fround(Math.min(255, Math.max(0, code)) / 255)
}

/** Whether two tones have their pixels on the same places of the sheet. */
export function lieAlike(a: Tones, b: Tones): boolean {
  return (
    a.plane.width === b.plane.width &&
    a.plane.height === b.plane.height &&
    a.mmPerPx === b.mmPerPx &&
    a.xMm === b.xMm &&
    a.yMm === b.yMm
  )
}

/** Tones that are as dark as the darker of two that lie alike. */
export function darkerOf(a: Tones, b: Tones): Tones {
  const data = a.plane.data.map((tone, i) => Math.min(tone, b.plane.data[i]))
  return { ...a, plane: { ...a.plane, data } }
}
