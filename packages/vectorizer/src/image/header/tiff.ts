import { type Header, type PictureAt, validOrientation, viewOf } from './header.ts'

const maxDirectories = 4096

/** One directory (IFD) of a TIFF: its entries by tag, the first value of each, and where the next one lies. */
export type Directory = {
  readonly entries: ReadonlyMap<number, number>
  /** Where directories below this one lie (tag 330). */
  readonly below: readonly number[]
  readonly next: number
  readonly at: PictureAt
}

const tags = { subfile: 254, width: 256, height: 257, orientation: 274, below: 330 } as const

/**
 * Reads a TIFF's largest full picture (TIFF 6.0 and BigTIFF): its size, orientation and place, and how many pages there
 * are. The first directory may be a thumbnail; the whole picture then stands in a later one, or in one below.
 */
export function readTiffHeader(bytes: Uint8Array): Header {
  const all = readDirectories(bytes)
  const full = all.filter((one) => (entry(one, tags.subfile) & 1) === 0 && areaOf(one) > 0)
  const best = (full.length > 0 ? full : all).reduce((most, one) => (areaOf(one) > areaOf(most) ? one : most))
  return {
    width: entry(best, tags.width),
    height: entry(best, tags.height),
    orientation: validOrientation(best.entries.get(tags.orientation) ?? 1),
    pages: all.filter(({ at }) => at.subifd < 0).length,
    at: best.at,
  }
}

/** The orientation of an EXIF block, which is a TIFF; 1 where it is missing or broken. */
export function readExifOrientation(exif: Uint8Array): number {
  try {
    const mark = readMark(viewOf(exif))
    return validOrientation(readDirectory(mark, mark.first, { page: 0, subifd: -1 }).entries.get(274) ?? 1)
  } catch {
    return 1
  }
}

/**
 * The directories of a TIFF: those in the main chain and those right below one. Throws RangeError where not even the first
 * can be read; a loop or a jump outside the file ends the list.
 */
export function readDirectories(bytes: Uint8Array): [Directory, ...Directory[]] {
  const mark = readMark(viewOf(bytes))
  const seen = new Set<number>([mark.first])
  const first = readDirectory(mark, mark.first, { page: 0, subifd: -1 })
  const all: [Directory, ...Directory[]] = [first]
  const visit = (at: number, place: PictureAt): Directory | null => {
    if (at === 0 || seen.has(at) || all.length >= maxDirectories) return null
    seen.add(at)
    try {
      const directory = readDirectory(mark, at, place)
      all.push(directory)
      return directory
    } catch {
      return null
    }
  }
  for (let now: Directory | null = first; now; ) {
    const { page } = now.at
    now.below.forEach((at, subifd) => {
      visit(at, { page, subifd })
    })
    now = visit(now.next, { page: page + 1, subifd: -1 })
  }
  return all
}

type Mark = {
  readonly view: DataView
  readonly littleEndian: boolean
  readonly big: boolean
  readonly first: number
}

function readMark(view: DataView): Mark {
  const littleEndian = view.getUint16(0) === 0x4949
  const big = view.getUint16(2, littleEndian) === 43
  const first = big ? offset64(view, 8, littleEndian) : view.getUint32(4, littleEndian)
  return { view, littleEndian, big, first }
}

function readDirectory(mark: Mark, at: number, place: PictureAt): Directory {
  const { view, littleEndian, big } = mark
  const count = big ? offset64(view, at, littleEndian) : view.getUint16(at, littleEndian)
  const start = at + (big ? 8 : 2)
  const size = big ? 20 : 12
  if (count > 65535) throw new RangeError('a directory this long is not a picture')
  const entries = new Map<number, number>()
  let below: readonly number[] = []
  for (let i = 0; i < count; i++) {
    const entryAt = start + i * size
    const tag = view.getUint16(entryAt, littleEndian)
    const type = view.getUint16(entryAt + 2, littleEndian)
    const valueAt = entryAt + (big ? 12 : 8)
    if (tag === tags.below) below = readOffsets(mark, entryAt)
    entries.set(tag, readValue(mark, type, valueAt))
  }
  const nextAt = start + count * size
  const hasNext = nextAt + (big ? 8 : 4) <= view.byteLength
  const next = hasNext ? readOffset(mark, nextAt) : 0
  return { entries, below, next, at: place }
}

function readValue({ view, littleEndian }: Mark, type: number, at: number): number {
  if (type === 1) return view.getUint8(at)
  if (type === 3) return view.getUint16(at, littleEndian)
  return type === 16 ? offset64(view, at, littleEndian) : view.getUint32(at, littleEndian)
}

/** The offsets of an entry: in its place where they fit, else where it points. */
function readOffsets(mark: Mark, entryAt: number): number[] {
  const { view, littleEndian, big } = mark
  const count = big ? offset64(view, entryAt + 4, littleEndian) : view.getUint32(entryAt + 4, littleEndian)
  const type = view.getUint16(entryAt + 2, littleEndian)
  const width = type === 16 || type === 18 ? 8 : 4
  const valueAt = entryAt + (big ? 12 : 8)
  const listAt = count * width <= (big ? 8 : 4) ? valueAt : readOffset(mark, valueAt)
  const read = (at: number) =>
    width === 8 ? offset64(view, at, littleEndian) : view.getUint32(at, littleEndian)
  const most = Math.min(count, maxDirectories, Math.floor((view.byteLength - listAt) / width))
  return Array.from({ length: Math.max(0, most) }, (_, i) => read(listAt + i * width))
}

function readOffset({ view, littleEndian, big }: Mark, at: number): number {
  return big ? offset64(view, at, littleEndian) : view.getUint32(at, littleEndian)
}

function offset64(view: DataView, at: number, littleEndian: boolean): number {
  const value = view.getBigUint64(at, littleEndian)
  if (value > 0xffffffffn * 256n) throw new RangeError('an offset beyond any file')
  return Number(value)
}

const entry = ({ entries }: Directory, tag: number): number => entries.get(tag) ?? 0
const areaOf = (one: Directory): number => entry(one, tags.width) * entry(one, tags.height)
