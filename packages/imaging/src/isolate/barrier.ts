import type { Colors } from './shrink.ts'

const passes = 4

/**
 * How far each pixel lies from the border, measured along the path whose values span least (minimum barrier
 * distance, raster-scan approximation of Zhang et al. 2015), summed over the channels. What is joined to the
 * border by an even ground gets next to nothing, whatever the ground's color. Lab units.
 */
export function barrierDistance(colors: Colors): Float32Array {
  const { width, height } = colors
  const sum = new Float32Array(width * height)
  for (const channel of colors.channels) {
    const distance = scanChannel(channel, width, height)
    for (let i = 0; i < sum.length; i++) sum[i] += distance[i]
  }
  return sum
}

function scanChannel(values: Float32Array, width: number, height: number): Float32Array {
  const distance = new Float32Array(values.length).fill(Number.POSITIVE_INFINITY)
  const highest = values.slice()
  const lowest = values.slice()
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) distance[y * width + x] = 0
    }
  }
  /** Goes on from a neighbour's path if that makes a narrower one. */
  const relax = (i: number, from: number) => {
    const high = Math.max(highest[from], values[i])
    const low = Math.min(lowest[from], values[i])
    if (high - low < distance[i]) {
      distance[i] = high - low
      highest[i] = high
      lowest[i] = low
    }
  }
  for (let pass = 0; pass < passes; pass++) {
    if (pass % 2 === 0) {
      for (let y = 1; y < height - 1; y++) {
        for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
          relax(i, i - 1)
          relax(i, i - width)
        }
      }
    } else {
      for (let y = height - 2; y > 0; y--) {
        for (let x = width - 2, i = y * width + x; x > 0; x--, i--) {
          relax(i, i + 1)
          relax(i, i + width)
        }
      }
    }
  }
  return distance
}
