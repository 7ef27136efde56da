/** The image types Plotline takes, with what the world calls them. */
export const imageFormats = {
  jpeg: { label: 'JPEG', contentType: 'image/jpeg', extension: 'jpg' },
  png: { label: 'PNG', contentType: 'image/png', extension: 'png' },
  webp: { label: 'WebP', contentType: 'image/webp', extension: 'webp' },
  avif: { label: 'AVIF', contentType: 'image/avif', extension: 'avif' },
  tiff: { label: 'TIFF', contentType: 'image/tiff', extension: 'tiff' },
  gif: { label: 'GIF', contentType: 'image/gif', extension: 'gif' },
  heic: { label: 'HEIC', contentType: 'image/heic', extension: 'heic' },
} as const
export type ImageType = keyof typeof imageFormats

/** Offset and bytes that must stand there. The four-byte TIFF marks include BigTIFF. */
const marks: readonly { type: ImageType; at: number; bytes: readonly number[] }[] = [
  { type: 'jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'gif', at: 0, bytes: [...ascii('GIF87a')] },
  { type: 'gif', at: 0, bytes: [...ascii('GIF89a')] },
  { type: 'tiff', at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'tiff', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: 'tiff', at: 0, bytes: [0x49, 0x49, 0x2b, 0x00] },
  { type: 'tiff', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2b] },
]

const avifBrands = new Set(['avif', 'avis'])
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'])
const genericBrands = new Set(['mif1', 'mif2', 'msf1'])

/**
 * Tells an image's type from its first bytes (64 are enough, more do no harm), never from its name.
 * `null` for everything we do not take: SVG, BMP, ICO, JPEG 2000, PSD, text.
 */
export function sniffImageType(head: Uint8Array): ImageType | null {
  for (const mark of marks) if (standsAt(head, mark.at, mark.bytes)) return mark.type
  if (standsAt(head, 0, ascii('RIFF')) && standsAt(head, 8, ascii('WEBP'))) return 'webp'
  if (standsAt(head, 4, ascii('ftyp'))) return typeOfBrands(head)
  return null
}

/** ISO 14496-12: size, `ftyp`, major brand, minor version, then compatible brands up to the box's end. */
function typeOfBrands(head: Uint8Array): ImageType | null {
  const size = ((head[0] << 24) | (head[1] << 16) | (head[2] << 8) | head[3]) >>> 0
  const end = Math.min(head.length, Math.max(size, 16))
  let generic = false
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    const brand = String.fromCharCode(head[at], head[at + 1], head[at + 2], head[at + 3])
    if (avifBrands.has(brand)) return 'avif'
    if (heicBrands.has(brand)) return 'heic'
    generic ||= genericBrands.has(brand)
  }
  return generic ? 'heic' : null
}

function standsAt(head: Uint8Array, at: number, bytes: ArrayLike<number>): boolean {
  if (head.length < at + bytes.length) return false
  for (let i = 0; i < bytes.length; i++) if (head[at + i] !== bytes[i]) return false
  return true
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
