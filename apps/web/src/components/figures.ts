/** Numbers as people at a plotter read them. One locale, so that server and browser agree. */

const whole = new Intl.NumberFormat('en-GB')

/** 1840 -> "1,840" */
export const formatCount = (count: number): string => whole.format(count)

const counted = (word: string) => (count: number) =>
  `${whole.format(count)} ${word}${Math.abs(count) === 1 ? '' : 's'}`

/** 1 -> "1 credit", 3 -> "3 credits" */
export const formatCredits = counted('credit')
/** 1 -> "1 stroke", 1840 -> "1,840 strokes" */
export const formatStrokes = counted('stroke')
/** 1 -> "1 point", 1840 -> "1,840 points" */
export const formatPoints = counted('point')

/** Millimetres to "840 mm" below a metre, "21.3 m" above, "1.2 km" far above. */
export function formatLength(mm: number): string {
  if (mm < 1000) return `${Math.round(mm)} mm`
  if (mm < 1_000_000) return `${(mm / 1000).toFixed(1)} m`
  return `${(mm / 1_000_000).toFixed(2)} km`
}

/** Seconds to "40 s", "14 min", "2 h 05 min". */
export function formatDuration(seconds: number): string {
  if (Math.round(seconds) < 60) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** 210 x 297 -> "210 × 297 mm" */
export const formatSize = (widthMm: number, heightMm: number): string =>
  `${Number(widthMm.toFixed(1))} × ${Number(heightMm.toFixed(1))} mm`

/** Minor units to "€5", "€20.50". */
export function formatMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: amount % 100 === 0 ? 0 : 2,
  }).format(amount / 100)
}

/** Bytes to "3.4 MB". */
export const formatBytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
