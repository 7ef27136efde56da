import { zlibSync } from 'fflate'
import type { Raster } from '../types.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** CRC-32 of ISO 3309, as PNG wants it after every chunk. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

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
    Uint8Array.from(signature),
    chunk('IHDR', [...bytes32(width), ...bytes32(height), 8, 2, 0, 0, 0]),
    chunk('sRGB', [0]),
    ...(perMeter > 0 ? [chunk('pHYs', [...bytes32(perMeter), ...bytes32(perMeter), 1])] : []),
    chunk('IDAT', zlibSync(rows, { level: 6 })),
    chunk('IEND', []),
  ])
}

function chunk(type: string, content: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(content.length + 12)
  bytes.set(bytes32(content.length))
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i)
  bytes.set(content, 8)
  let crc = 0xffffffff
  for (let i = 4; i < content.length + 8; i++) crc = crcTable[(crc ^ bytes[i]) & 255] ^ (crc >>> 8)
  bytes.set(bytes32((crc ^ 0xffffffff) >>> 0), content.length + 8)
  return bytes
}

function bytes32(value: number): [number, number, number, number] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
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
