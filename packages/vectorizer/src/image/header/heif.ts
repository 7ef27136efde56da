import type { Cicp } from '../color/cicp.ts'
import { type Header, nameAt, viewOf } from './header.ts'
import { readHevcColor } from './hevc.ts'

type Box = { readonly name: string; readonly start: number; readonly end: number }
type Properties = { readonly boxes: readonly Box[]; readonly indices: readonly number[] }

const maxBoxes = 100_000

/**
 * Reads the primary item's size and rotation from a HEIF or AVIF container (ISO 23008-12): `pitm` names the
 * item, `ipma` its properties in `ipco`, `ispe` the size, `irot` quarter turns. Width and height are upright.
 */
export function readHeifHeader(bytes: Uint8Array): Header {
  const view = viewOf(bytes)
  const properties = primaryProperties(view)
  const own = properties.indices.flatMap((index) => properties.boxes[index - 1] ?? [])
  const ispe = own.find((box) => box.name === 'ispe') ?? properties.boxes.find((box) => box.name === 'ispe')
  if (ispe === undefined) throw new RangeError('no size in it')
  const irot = own.find((box) => box.name === 'irot')
  const turned = irot !== undefined && (view.getUint8(irot.start) & 1) === 1
  const width = view.getUint32(ispe.start + 4)
  const height = view.getUint32(ispe.start + 8)
  const size = { width: turned ? height : width, height: turned ? width : height }
  return { ...size, orientation: 1, pages: 1, bits: readBits(view, properties.boxes) }
}

/** How a HEIF's numbers mean color, for its primary item. */
export type HeifColor = {
  /** An ICC profile (`colr` of type `prof` or `rICC`); it goes before `nclx`. */
  readonly profile: Uint8Array | null
  readonly nclx: Cicp | null
  /** What the pictures' own stream says; it counts where the container says nothing. */
  readonly stream: Cicp | null
  /** Where the four numbers of each `nclx` begin. */
  readonly nclxAt: readonly number[]
}

const untold: HeifColor = { profile: null, nclx: null, stream: null, nclxAt: [] }

/**
 * Reads what a HEIF or AVIF says of its color. Phones that write a grid of tiles may say it of the tiles only, which then
 * holds for the whole. Nothing is said by a file that is broken.
 */
export function readHeifColor(bytes: Uint8Array): HeifColor {
  try {
    const view = viewOf(bytes)
    const { boxes, indices } = primaryProperties(view)
    const own = indices.flatMap((index) => boxes[index - 1] ?? [])
    const kindOf = ({ name, start }: Box) => (name === 'colr' ? nameAt(view, start) : null)
    const isProfile = (box: Box) => kindOf(box) === 'prof' || kindOf(box) === 'rICC'
    const isNclx = (box: Box) => kindOf(box) === 'nclx'
    const told = own.some((box) => isProfile(box) || isNclx(box)) ? own : boxes
    const profile = told.find(isProfile)
    const nclx = told.find(isNclx)
    const hvcC = own.find(({ name }) => name === 'hvcC') ?? boxes.find(({ name }) => name === 'hvcC')
    return {
      profile: profile ? bytes.subarray(profile.start + 4, profile.end) : null,
      nclx: nclx ? readNclx(view, nclx.start + 4) : null,
      stream: hvcC ? readHevcColor(bytes.subarray(hvcC.start, hvcC.end)) : null,
      nclxAt: boxes.filter(isNclx).map(({ start }) => start + 4),
    }
  } catch {
    return untold
  }
}

function readNclx(view: DataView, at: number): Cicp {
  return {
    primaries: view.getUint16(at),
    transfer: view.getUint16(at + 2),
    matrix: view.getUint16(at + 4),
    isFullRange: (view.getUint8(at + 6) & 0x80) !== 0,
  }
}

/** The most bits of a sample: `pixi` tells them of each channel, `hvcC` and `av1C` of the stream. */
function readBits(view: DataView, boxes: readonly Box[]): number {
  let bits = 8
  for (const { name, start, end } of boxes) {
    if (name === 'pixi') {
      const count = Math.min(view.getUint8(start + 4), end - start - 5)
      for (let i = 0; i < count; i++) bits = Math.max(bits, view.getUint8(start + 5 + i))
    }
    if (name === 'hvcC' && end - start > 18) bits = Math.max(bits, 8 + (view.getUint8(start + 17) & 7))
    if (name === 'av1C' && (view.getUint8(start + 2) & 0x40) !== 0) bits = Math.max(bits, 10)
  }
  return bits
}

function primaryProperties(view: DataView): Properties {
  const meta = find(view, { name: '', start: 0, end: view.byteLength }, 'meta')
  const inMeta = { ...meta, start: meta.start + 4 }
  const primary = readPrimaryId(view, inMeta)
  const iprp = find(view, inMeta, 'iprp')
  const boxes = [...children(view, find(view, iprp, 'ipco'))]
  return { boxes, indices: readAssociations(view, find(view, iprp, 'ipma'), primary) }
}

function readPrimaryId(view: DataView, meta: Box): number {
  const pitm = find(view, meta, 'pitm')
  return view.getUint8(pitm.start) === 0 ? view.getUint16(pitm.start + 4) : view.getUint32(pitm.start + 4)
}

/** `ipma`: for each item a list of property indices, 7 or 15 bits wide. */
function readAssociations(view: DataView, ipma: Box, primary: number): number[] {
  const version = view.getUint8(ipma.start)
  const wide = (view.getUint8(ipma.start + 3) & 1) === 1
  const count = view.getUint32(ipma.start + 4)
  let at = ipma.start + 8
  for (let i = 0; i < count && at < ipma.end; i++) {
    const id = version < 1 ? view.getUint16(at) : view.getUint32(at)
    at += version < 1 ? 2 : 4
    const length = view.getUint8(at)
    at += 1
    if (id === primary) {
      return Array.from({ length }, (_, j) =>
        wide ? view.getUint16(at + j * 2) & 0x7fff : view.getUint8(at + j) & 0x7f,
      )
    }
    at += length * (wide ? 2 : 1)
  }
  return []
}

function find(view: DataView, inside: Box, name: string): Box {
  for (const box of children(view, inside)) if (box.name === name) return box
  throw new RangeError(`no ${name} box`)
}

function* children(view: DataView, inside: Box): Generator<Box> {
  let at = inside.start
  for (let i = 0; i < maxBoxes && at + 8 <= inside.end; i++) {
    const short = view.getUint32(at)
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? inside.end - at : short
    const header = short === 1 ? 16 : 8
    if (size < header) return
    const end = Math.min(inside.end, at + size)
    yield { name: nameAt(view, at + 4), start: at + header, end }
    at += size
  }
}
