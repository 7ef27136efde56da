import { crc32, deflateSync } from 'node:zlib'
import type { Raster } from '@plotline/vectorizer'

/**
 * A small PNG made by hand: two shaded balls on a table, so that every style finds lines and tones in it.
 * `flat` makes it plain white, a picture with nothing to draw.
 */
export function picture({ size = 160, flat = false }: { size?: number; flat?: boolean } = {}): Uint8Array {
  const rows = Buffer.alloc(size * (size + 1))
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) rows[y * (size + 1) + 1 + x] = flat ? 255 : toneAt(x / size, y / size)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header[8] = 8 // bits; the color type stays 0, grey
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The same picture as pixels, for tests that have no decoder. */
export function pictureRaster(size = 160): Raster {
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let i = 0; i < size * size; i++)
    data.fill(toneAt((i % size) / size, Math.floor(i / size) / size), 4 * i, 4 * i + 3)
  return { width: size, height: size, data }
}

const balls = [
  { x: 0.38, y: 0.55, radius: 0.22 },
  { x: 0.7, y: 0.62, radius: 0.15 },
]

/** 0 … 255 at a place of the unit square. */
function toneAt(x: number, y: number): number {
  for (const ball of balls) {
    const dx = (x - ball.x) / ball.radius
    const dy = (y - ball.y) / ball.radius
    const reach = dx * dx + dy * dy
    if (reach < 1) return Math.round(40 + 190 * Math.max(0, Math.sqrt(1 - reach) * 0.6 - 0.35 * (dx + dy)))
  }
  return y > 0.7 ? 120 : 225
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
