import { encodePng, type Raster } from '@plotline/strokes'

/**
 * A small PNG: two shaded balls on a table, so that every style finds lines and tones in it. `flat` makes it plain
 * white, a picture with nothing to draw.
 */
export function picture({ size = 160, flat = false }: { size?: number; flat?: boolean } = {}): Uint8Array {
  const white = new Uint8ClampedArray(size * size * 4).fill(255)
  return encodePng(flat ? { width: size, height: size, data: white } : pictureRaster(size))
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
