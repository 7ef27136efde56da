import { zlibSync } from 'fflate'
import type { Raster } from '../types.ts'
import { bytes32, pngChunk, pngSignature } from './png/png-chunk.ts'

/**
 * A raster as PNG: 8-bit RGB (a raster is opaque), sRGB, no filter, which packs line art best. With `pxPerMm` the file
 * knows its true size. Source: W3C, Portable Network Graphics (third edition).
 */
export function encodePng(raster: Raster, pxPerMm?: number): Uint8Array {
  const { width, height, data } = raster
  const stride = width * 3 + 1
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    let to = y * stride + 1
    for (let from = y * width * 4; from < (y + 1) * width * 4; from += 4) {
      rows[to++] = data[from]
      rows[to++] = data[from + 1]
      rows[to++] = data[from + 2]
    }
  }
  const perMeter = Math.round((pxPerMm ?? 0) * 1000)
  return concat([
    pngSignature,
    pngChunk('IHDR', [...bytes32(width), ...bytes32(height), 8, 2, 0, 0, 0]),
    pngChunk('sRGB', [0]),
    ...(perMeter > 0 ? [pngChunk('pHYs', [...bytes32(perMeter), ...bytes32(perMeter), 1])] : []),
    pngChunk('IDAT', zlibSync(rows, { level: 6 })),
    pngChunk('IEND', []),
  ])
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
