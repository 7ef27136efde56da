import type { Sheet } from '../types.ts'
import type { Device } from './schema.ts'

/** Rounding of makers' inches to millimetres. */
const slackMm = 0.5

/** Whether a sheet lies on a machine's bed, upright or on its side. */
export function fitsBed(
  { widthMm, heightMm }: Pick<Sheet, 'widthMm' | 'heightMm'>,
  { bed }: Device,
): boolean {
  const fits = (width: number, height: number) =>
    width <= bed.widthMm + slackMm && height <= bed.heightMm + slackMm
  return fits(widthMm, heightMm) || fits(heightMm, widthMm)
}

/** Whether a program lays the sheet on its side, as `layOnSide` turns it: it lies on the bed in no other way. */
export function isLaidOnSide(
  { widthMm, heightMm }: Pick<Sheet, 'widthMm' | 'heightMm'>,
  { bed }: Device,
): boolean {
  const fits = (width: number, height: number) => width <= bed.widthMm && height <= bed.heightMm
  return !fits(widthMm, heightMm) && fits(heightMm, widthMm)
}
