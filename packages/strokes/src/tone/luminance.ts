/** IEC 61966-2-1: an 8-bit sRGB code to linear light, 0 … 1. */
export const linearOfCode = Float64Array.from({ length: 256 }, (_, code) => {
  const share = code / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
})

/** Luminance in linear light of a color `#rrggbb`, 0 … 1. */
export function luminanceOfHex(color: string): number {
  const code = Number.parseInt(color.slice(1), 16)
  return (
    0.2126 * linearOfCode[code >> 16] +
    0.7152 * linearOfCode[(code >> 8) & 255] +
    0.0722 * linearOfCode[code & 255]
  )
}

/** CIE 1976 lightness of a luminance, both 0 … 1: equal steps look equal. */
export function lightnessOf(luminance: number): number {
  return luminance > 216 / 24389 ? 1.16 * Math.cbrt(luminance) - 0.16 : (luminance * 24389) / 2700
}

/** Luminance of a CIE 1976 lightness, both 0 … 1. The inverse of `lightnessOf`. */
export function luminanceOf(lightness: number): number {
  if (lightness <= 0.08) return (lightness * 2700) / 24389
  const root = (lightness + 0.16) / 1.16
  return root * root * root
}
