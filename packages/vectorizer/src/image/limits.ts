import type { ImageType } from './sniff.ts'

/** A picture as its header tells it. */
type Size = {
  readonly type: ImageType
  readonly width: number
  readonly height: number
  /** Bits of a sample where the header says so. */
  readonly bits?: number
}

/**
 * The most megapixels of each format, in the browser before anyone pays, when an upload is announced, when a job is made
 * and in the worker: what one decoder can be given in 900 MB, measured in docs/photos.md. A JPEG is shrunk while it is
 * read, a PNG and a TIFF are read row by row; the others lie in memory whole.
 */
export const maxMegapixels: Readonly<Record<ImageType, number>> = {
  jpeg: 200,
  png: 120,
  webp: 120,
  avif: 100,
  tiff: 120,
  gif: 120,
  heic: 110,
}

/** Of formats that lie in memory whole with two bytes a sample, such as HDR of 10 bits. */
const deepMegapixels: Partial<Record<ImageType, number>> = { avif: 60, heic: 60 }

/** How many megapixels a picture like this may have. */
export function megapixelLimit({ type, bits = 8 }: Pick<Size, 'type' | 'bits'>): number {
  return bits > 8 ? (deepMegapixels[type] ?? maxMegapixels[type]) : maxMegapixels[type]
}

/** Whether a picture has more pixels than its format is taken with. */
export function isTooLarge(size: Size): boolean {
  return size.width * size.height > 1e6 * megapixelLimit(size)
}

/** What decoding may cost. */
export type DecodeBudget = { readonly cpuMs: number; readonly residentBytes: number }

/** What any picture may take of the processor, and what each megapixel of it adds: slow formats on slow machines. */
const baseCpuMs = 10_000
const cpuMsPerMegapixel = 200

/** What decoding a picture of this size may take: 10 s of processor time and a fifth of a second for each megapixel, 900 MB. */
export function decodeBudget({ width, height }: Pick<Size, 'width' | 'height'>): DecodeBudget {
  const megapixels = (width * height) / 1e6
  return { cpuMs: Math.round(baseCpuMs + cpuMsPerMegapixel * megapixels), residentBytes: 900_000_000 }
}
