/** A number with at most `decimals` places: no exponent, no trailing zeros, no negative zero. */
export function formatNumber(value: number, decimals: number): string {
  const factor = 10 ** decimals
  const rounded = Math.round(value * factor) / factor
  return rounded === 0 ? '0' : String(rounded)
}

/** A color `#rrggbb` as three shares of one. */
export function colorShares(color: string): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}

/** 1 -> "once", 3 -> "3 times" */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
