import { viewOf } from '../header/header.ts'
import { type PngChunk, pngChunks } from '../header/png.ts'
import { encodingOf, encodingOfGamma, type PixelEncoding } from './encoding.ts'
import type { Chromaticities } from './primaries.ts'

export type PngColor = {
  /** What the samples mean; null where they are sRGB or a profile tells. */
  readonly encoding: PixelEncoding | null
  readonly hasProfile: boolean
}

/** Chunks that tell color. They count before the pixels only. */
const telling = ['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM'] as const

/**
 * What a PNG says of its color, by the order of PNG's third edition (4.3): `cICP` before `iCCP` before `sRGB` before
 * `gAMA` with `cHRM`. What is broken counts as not there.
 */
export function readPngColor(bytes: Uint8Array): PngColor {
  const found = new Map<string, PngChunk>()
  for (const chunk of pngChunks(bytes)) {
    if (chunk.name === 'IDAT') break
    const isTelling = (telling as readonly string[]).includes(chunk.name)
    if (isTelling && !found.has(chunk.name) && chunk.body + chunk.length <= bytes.length) {
      found.set(chunk.name, chunk)
    }
  }
  const view = viewOf(bytes)
  const cicp = found.get('cICP')
  if (cicp?.length === 4) {
    const [primaries, transfer] = bytes.subarray(cicp.body, cicp.body + 2)
    return { encoding: encodingOf({ primaries, transfer }), hasProfile: false }
  }
  if (found.has('iCCP')) return { encoding: null, hasProfile: true }
  const gama = found.get('gAMA')
  if (found.has('sRGB') || gama?.length !== 4) return { encoding: null, hasProfile: false }
  const gamma = view.getUint32(gama.body) / 100_000
  if (!(gamma > 0.05 && gamma < 20)) return { encoding: null, hasProfile: false }
  return { encoding: encodingOfGamma(gamma, readChromaticities(view, found.get('cHRM'))), hasProfile: false }
}

/** In the chunk white comes first. */
function readChromaticities(view: DataView, chunk: PngChunk | undefined): Chromaticities | null {
  if (chunk?.length !== 32) return null
  const at = (i: number) => view.getUint32(chunk.body + 4 * i) / 100_000
  const [wx, wy] = [at(0), at(1)]
  if (!(wx > 0 && wy > 0)) return null
  return [at(2), at(3), at(4), at(5), at(6), at(7), wx, wy]
}
