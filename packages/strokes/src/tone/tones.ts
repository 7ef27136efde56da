import type { Tones } from '../types.ts'

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
