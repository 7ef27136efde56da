/** Colors 1 to 9 of the AutoCAD Color Index; 7 is black on white paper. */
const named = [
  '#ff0000',
  '#ffff00',
  '#00ff00',
  '#00ffff',
  '#0000ff',
  '#ff00ff',
  '#000000',
  '#808080',
  '#c0c0c0',
]
const grays = ['#333333', '#505050', '#696969', '#828282', '#bebebe', '#ffffff']
/** Brightness of the five rows of the color circle, of 255. */
const brightness = [255, 165, 127, 76, 38]

/** The color of an index from 1 to 255: ten shades of each of 24 hues, and grays. */
export function indexedColor(index: number): string | null {
  if (!Number.isInteger(index) || index < 1 || index > 255) return null
  if (index < 10) return named[index - 1]
  if (index >= 250) return grays[index - 250]
  const hue = Math.floor((index - 10) / 10) * 15
  const shade = (index - 10) % 10
  const bright = brightness[shade >> 1]
  const dull = shade % 2 === 1 ? 0.5 : 0
  const channel = (offset: number) => {
    const around = (((hue + offset) % 360) + 360) % 360
    const share = Math.min(1, Math.max(0, 2 - Math.abs(around - 180) / 60))
    return Math.floor(bright * (dull + (1 - dull) * share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(180)}${channel(60)}${channel(-60)}`
}

/** A true color, 0xRRGGBB as a number. */
export function trueColor(value: number): string | null {
  if (!Number.isInteger(value)) return null
  return `#${(value & 0xffffff).toString(16).padStart(6, '0')}`
}
