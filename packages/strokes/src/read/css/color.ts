import {
  converter,
  formatHex,
  modeA98,
  modeHsl,
  modeHwb,
  modeLab,
  modeLch,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeP3,
  modeProphoto,
  modeRec2020,
  modeRgb,
  modeXyz50,
  modeXyz65,
  parse,
  useMode,
} from 'culori/fn'

for (const mode of [
  modeRgb,
  modeLrgb,
  modeHsl,
  modeHwb,
  modeXyz65,
  modeXyz50,
  modeLab,
  modeLch,
  modeOklab,
  modeOklch,
  modeP3,
  modeA98,
  modeProphoto,
  modeRec2020,
])
  useMode(mode)
const toRgb = converter('rgb')

/** A color as `#rrggbb`, and how much of it covers, 0…1; `isMixed` where it stands for several. */
export type Color = { readonly color: string; readonly alpha: number; readonly isMixed?: boolean }

const read = new Map<string, Color | null>()
const mostRead = 10_000
/** The parser looks at a number once for each of its digits. */
const mostCharacters = 200

/** Reads a CSS color (CSS Color 4, without system colors), clipped to sRGB; `null` for what is none. */
export function readColor(text: string): Color | null {
  const known = read.get(text)
  if (known !== undefined) return known
  const color = parseColor(text.trim().toLowerCase())
  if (read.size < mostRead) read.set(text, color)
  return color
}

function parseColor(text: string): Color | null {
  if (text.length > mostCharacters) return null
  // The parser takes hex digits without their mark as well, and throws for some broken functions.
  if (/^[\da-f]+$/.test(text)) return null
  try {
    const parsed = parse(text)
    return parsed ? { color: formatHex(toRgb(parsed)), alpha: parsed.alpha ?? 1 } : null
  } catch {
    return null
  }
}
