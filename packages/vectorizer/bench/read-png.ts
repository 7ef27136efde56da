/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { Raster } from '@plotline/strokes'

/** Reads a PNG of 8 bits per channel without interlacing: enough for the photos that are measured on. */
export function readPng(file: string): Raster {
  const bytes = readFileSync(file)
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  const [bits, kind, , , interlaced] = bytes.subarray(24, 29)
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[kind]
  if (bits !== 8 || interlaced || !channels) throw new Error(`Expected a plain 8-bit PNG, got ${file}.`)
  const parts: Buffer[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels)
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    for (let d = 0; d < 3; d++) data[i * 4 + d] = rows[i * channels + (channels > 2 ? d : 0)]
    data[i * 4 + 3] = 255
  }
  return { width, height, data }
}

/** PNG, section 9: each row is stored as differences from what is left of it and above it. */
function unfiltered(raw: Uint8Array, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= step ? out[at - step] : 0
      const up = y > 0 ? out[at - stride] : 0
      const corner = x >= step && y > 0 ? out[at - stride - step] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[at] = raw[y * (stride + 1) + 1 + x] + guess
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
