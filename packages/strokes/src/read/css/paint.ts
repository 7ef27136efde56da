import { type Color, readColor } from './color.ts'

/** `null` for none; words are looked up where the paint is used. */
export type Paint = Color | 'currentcolor' | 'context-fill' | 'context-stroke' | null

/** The color that a gradient or pattern is drawn in; `null` where the file has nothing of that id. */
export type ServerColor = (id: string) => Color | null
type Leave = (what: string) => void

const words = ['currentcolor', 'context-fill', 'context-stroke'] as const
const reference = /^url\((?:\s*"([^"]*)"\s*|\s*'([^']*)'\s*|([^"')]*))\)(.*)$/is
/** No paint is longer than this. */
const mostCharacters = 10_000

/** Reads `<paint>` (SVG 2, 13.2); `undefined` for what is none, which `leave` is told of. */
export function readPaint(text: string, serverColor: ServerColor, leave: Leave): Paint | undefined {
  const value = text.trim()
  const lower = value.toLowerCase()
  if (lower === 'none') return null
  const word = words.find((one) => one === lower)
  if (word) return word
  const isRead = value.length <= mostCharacters
  const match = isRead ? value.match(reference) : null
  if (match) return readReference(match, serverColor, leave)
  // An ICC color comes with its equivalent before it.
  const color = isRead && readColor(value.replace(/\s(?:icc|device)-\w+\(.*\)$/i, ''))
  if (color) return color
  leave(`color “${value.slice(0, 40)}”`)
  return undefined
}

function readReference(
  [, double, single, bare, fallback]: readonly string[],
  serverColor: ServerColor,
  leave: Leave,
): Paint | undefined {
  const address = double ?? single ?? bare?.trim() ?? ''
  const color = address.startsWith('#') ? serverColor(decodeId(address)) : null
  if (color) return color
  if (fallback.trim() !== '') return readPaint(fallback, serverColor, leave)
  leave('paint that is not in the file')
  return null
}

/** The id that `#…` names. */
export function decodeId(address: string): string {
  try {
    return decodeURIComponent(address.slice(1))
  } catch {
    return address.slice(1)
  }
}

/** The id that `url(#…)` names; `null` for other addresses, `undefined` for what is no address. */
export function readUrl(text: string): string | null | undefined {
  const match = text.trim().match(reference)
  if (!match) return undefined
  const address = match[1] ?? match[2] ?? match[3].trim()
  return address.startsWith('#') ? decodeId(address) : null
}
