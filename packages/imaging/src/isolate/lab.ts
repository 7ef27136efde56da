import type { Colors } from './shrink.ts'

/** CIELAB from sRGB (IEC 61966-2-1, D65), the planes in place of red, green and blue: L 0 … 100, a and b about ±100. */
export function toLab(colors: Colors): Colors {
  const count = colors.width * colors.height
  const [red, green, blue] = colors.channels
  const lightness = new Float32Array(count)
  const a = new Float32Array(count)
  const b = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const [r, g, bl] = [linear(red[i]), linear(green[i]), linear(blue[i])]
    const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * bl) / 0.95047)
    const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * bl)
    const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * bl) / 1.08883)
    lightness[i] = 116 * y - 16
    a[i] = 500 * (x - y)
    b[i] = 200 * (y - z)
  }
  return { width: colors.width, height: colors.height, channels: [lightness, a, b] }
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function cubeRoot(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116
}
