import type { Raster } from '@plotline/strokes'

/** Three float planes in 0 … 1, row by row. */
export type Colors = {
  readonly width: number
  readonly height: number
  readonly channels: readonly [Float32Array, Float32Array, Float32Array]
}

/** Shrinks by averaging whole areas, so that nothing aliases; a picture within `maxPx` keeps its size. */
export function shrinkColors(raster: Raster, maxPx: number): Colors {
  const scale = Math.min(1, maxPx / Math.max(raster.width, raster.height))
  const width = Math.max(1, Math.round(raster.width * scale))
  const height = Math.max(1, Math.round(raster.height * scale))
  const sums = [0, 1, 2].map(() => new Float32Array(width * height))
  const [red, green, blue] = sums as [Float32Array, Float32Array, Float32Array]
  const counts = new Float32Array(width * height)
  const columns = Int32Array.from({ length: raster.width }, (_, x) => Math.floor((x * width) / raster.width))
  for (let y = 0; y < raster.height; y++) {
    const row = Math.floor((y * height) / raster.height) * width
    let at = y * raster.width * 4
    for (let x = 0; x < raster.width; x++, at += 4) {
      const to = row + columns[x]
      red[to] += raster.data[at]
      green[to] += raster.data[at + 1]
      blue[to] += raster.data[at + 2]
      counts[to]++
    }
  }
  for (let i = 0; i < counts.length; i++) {
    const scaleTo = 1 / (counts[i] * 255)
    red[i] *= scaleTo
    green[i] *= scaleTo
    blue[i] *= scaleTo
  }
  return { width, height, channels: [red, green, blue] }
}
