/** The tone of a code 0 … 255; others are taken for the nearest. */
export function toneOfCode(code: number): number {
  return Math.fround(Math.min(255, Math.max(0, code)) / 255)
}
