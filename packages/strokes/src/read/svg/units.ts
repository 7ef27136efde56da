/** CSS reference pixels per unit (CSS Values 4, 6.2): 96 to the inch. */
const pxPer: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['px', 1],
  ['mm', 96 / 25.4],
  ['cm', 96 / 2.54],
  ['q', 96 / 101.6],
  ['in', 96],
  ['pt', 96 / 72],
  ['pc', 16],
  ['rem', 16],
])
const emsPer: ReadonlyMap<string, number> = new Map([
  ['em', 1],
  ['ex', 0.5],
  ['ch', 0.5],
])

export const mmPerPx = 25.4 / 96

/** What percentages refer to: the nearest viewport, in its own units. */
export type Viewport = { readonly width: number; readonly height: number }

const lengthPattern = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)\s*([a-z%]*)$/i

/** A length in px; `percentOf` is what 100 % means, `emPx` the size of the font. `null` for nothing, `auto` and nonsense. */
export function readLength(text: string | undefined, percentOf = 0, emPx = 16): number | null {
  const match = text?.trim().match(lengthPattern)
  if (!match) return null
  const unit = match[2].toLowerCase()
  const factor = unit === '%' ? percentOf / 100 : (pxPer.get(unit) ?? (emsPer.get(unit) ?? Number.NaN) * emPx)
  const value = Number(match[1]) * factor
  return Number.isFinite(value) ? value : null
}

export type ViewBox = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `viewBox`; `null` where missing or without area. */
export function readViewBox(text: string | undefined): ViewBox | null {
  const values = text
    ?.trim()
    .split(/[\s,]+/)
    .map(Number)
  if (values?.length !== 4 || !values.every(Number.isFinite)) return null
  const [x, y, width, height] = values
  return width > 0 && height > 0 ? { x, y, width, height } : null
}
