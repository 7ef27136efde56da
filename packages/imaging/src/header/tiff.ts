import { type Header, validOrientation, viewOf } from './header.ts'

const maxPages = 4096

type Ifd = { readonly entries: ReadonlyMap<number, number>; readonly next: number }

/** Reads a TIFF's first directory (TIFF 6.0 and BigTIFF): size, orientation, and how many pages follow. */
export function readTiffHeader(bytes: Uint8Array): Header {
  const { littleEndian, big, first } = readMark(viewOf(bytes))
  const ifd = readIfd(viewOf(bytes), first, littleEndian, big)
  return {
    width: ifd.entries.get(256) ?? 0,
    height: ifd.entries.get(257) ?? 0,
    orientation: validOrientation(ifd.entries.get(274) ?? 1),
    pages: countPages(viewOf(bytes), ifd.next, littleEndian, big),
  }
}

/** The orientation of an EXIF block, which is a TIFF; 1 where it is missing or broken. */
export function readExifOrientation(exif: Uint8Array): number {
  try {
    const view = viewOf(exif)
    const { littleEndian, big, first } = readMark(view)
    return validOrientation(readIfd(view, first, littleEndian, big).entries.get(274) ?? 1)
  } catch {
    return 1
  }
}

function readMark(view: DataView): { littleEndian: boolean; big: boolean; first: number } {
  const littleEndian = view.getUint16(0) === 0x4949
  const big = view.getUint16(2, littleEndian) === 43
  return { littleEndian, big, first: big ? offset64(view, 8, littleEndian) : view.getUint32(4, littleEndian) }
}

function readIfd(view: DataView, at: number, littleEndian: boolean, big: boolean): Ifd {
  const count = big ? offset64(view, at, littleEndian) : view.getUint16(at, littleEndian)
  const start = at + (big ? 8 : 2)
  const size = big ? 20 : 12
  if (count > 65535) throw new RangeError('a directory this long is not a picture')
  const entries = new Map<number, number>()
  for (let i = 0; i < count; i++) {
    const entry = start + i * size
    const type = view.getUint16(entry + 2, littleEndian)
    const valueAt = entry + (big ? 12 : 8)
    const value =
      type === 3
        ? view.getUint16(valueAt, littleEndian)
        : type === 16
          ? offset64(view, valueAt, littleEndian)
          : view.getUint32(valueAt, littleEndian)
    entries.set(view.getUint16(entry, littleEndian), value)
  }
  const nextAt = start + count * size
  const hasNext = nextAt + (big ? 8 : 4) <= view.byteLength
  const next = hasNext
    ? big
      ? offset64(view, nextAt, littleEndian)
      : view.getUint32(nextAt, littleEndian)
    : 0
  return { entries, next }
}

/** Follows the chain of directories; a loop or a jump outside the file ends the count. */
function countPages(view: DataView, first: number, littleEndian: boolean, big: boolean): number {
  const seen = new Set<number>()
  let pages = 1
  for (let at = first; at > 0 && !seen.has(at) && pages < maxPages; pages++) {
    seen.add(at)
    try {
      at = readIfd(view, at, littleEndian, big).next
    } catch {
      return pages
    }
  }
  return pages
}

function offset64(view: DataView, at: number, littleEndian: boolean): number {
  const value = view.getBigUint64(at, littleEndian)
  if (value > 0xffffffffn * 256n) throw new RangeError('an offset beyond any file')
  return Number(value)
}
