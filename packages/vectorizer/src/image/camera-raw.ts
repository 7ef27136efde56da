import { nameAt, viewOf } from './header/header.ts'
import { type Directory, readDirectories } from './header/tiff.ts'

/** First bytes, as Latin-1, of raw files that are no TIFF or say so themselves. */
const marks: readonly { readonly name: string; readonly at: number; readonly text: string }[] = [
  { name: 'RAF', at: 0, text: 'FUJIFILMCCD-RAW' },
  { name: 'ORF', at: 0, text: 'IIRO' },
  { name: 'ORF', at: 0, text: 'IIRS' },
  { name: 'ORF', at: 0, text: 'MMOR' },
  { name: 'RW2', at: 0, text: 'IIU\0' },
  { name: 'X3F', at: 0, text: 'FOVb' },
  { name: 'MRW', at: 0, text: '\0MRM' },
  { name: 'CRW', at: 6, text: 'HEAPCCDR' },
  { name: 'CR3', at: 4, text: 'ftypcrx ' },
  { name: 'CR2', at: 8, text: 'CR\u0002' },
]

/** What TIFF-based raw files are called, by the letters their maker's name begins with. */
const makers: readonly (readonly [string, string])[] = [
  ['NIKO', 'NEF'],
  ['SONY', 'ARW'],
  ['PENT', 'PEF'],
  ['RICO', 'PEF'],
  ['SAMS', 'SRW'],
  ['HASS', '3FR'],
  ['PHAS', 'IIQ'],
  ['EAST', 'DCR'],
  ['KODA', 'DCR'],
  ['LEAF', 'MOS'],
]

const tags = { compression: 259, photometric: 262, make: 271, dngVersion: 50706 } as const
/** A mosaic of the sensor (TIFF/EP), and DNG's linear raw. */
const rawPhotometrics = new Set([32803, 34892])
/** Nikon's, Sony's and Pentax's own. */
const rawCompressions = new Set([34713, 32767, 65535])

/**
 * The kind of camera raw that these bytes are, such as `DNG`; null where they are none. Raw is what a sensor saw, to be
 * developed first; a decoder of TIFF would give the thumbnail that stands before it.
 */
export function nameCameraRaw(bytes: Uint8Array): string | null {
  for (const { name, at, text } of marks) if (standsAt(bytes, at, text)) return name
  if (!standsAt(bytes, 0, 'II') && !standsAt(bytes, 0, 'MM')) return null
  try {
    return nameOfTiff(bytes)
  } catch {
    return null
  }
}

function nameOfTiff(bytes: Uint8Array): string | null {
  const all = readDirectories(bytes)
  if (all.some(({ entries }) => entries.has(tags.dngVersion))) return 'DNG'
  if (!all.some(isRaw)) return null
  const make = all[0].entries.get(tags.make)
  const letters = make === undefined || make + 4 > bytes.length ? '' : nameAt(viewOf(bytes), make)
  return makers.find(([start]) => letters.toUpperCase() === start)?.[1] ?? 'TIFF/EP'
}

function isRaw({ entries }: Directory): boolean {
  return (
    rawPhotometrics.has(entries.get(tags.photometric) ?? 0) ||
    rawCompressions.has(entries.get(tags.compression) ?? 0)
  )
}

function standsAt(bytes: Uint8Array, at: number, text: string): boolean {
  if (bytes.length < at + text.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}
