/**
 * Mean over the square of `2 * radius + 1` pixels around each pixel, cut at the borders. O(n) whatever the radius.
 */
export function boxMean(source: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(source.length)
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let x = 0; x < Math.min(radius, width); x++) sum += source[row + x]
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += source[row + x + radius]
      if (x - radius > 0) sum -= source[row + x - radius - 1]
      rows[row + x] = sum / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1)
    }
  }
  const result = new Float32Array(source.length)
  const sums = new Float64Array(width)
  for (let y = 0; y < Math.min(radius, height); y++) add(sums, rows, y * width, 1)
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(sums, rows, (y + radius) * width, 1)
    if (y - radius > 0) add(sums, rows, (y - radius - 1) * width, -1)
    const count = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1
    for (let x = 0; x < width; x++) result[y * width + x] = sums[x] / count
  }
  return result
}

function add(sums: Float64Array, rows: Float32Array, row: number, sign: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] += sign * rows[row + x]
}
