import { type Header, nameAt, viewOf } from './header.ts'

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
  return { width: turned ? height : width, height: turned ? width : height, orientation: 1, pages: 1 }
}

/** The ICC profile of the primary item, where it carries one (`colr` of type `prof` or `rICC`). */
export function readHeifProfile(bytes: Uint8Array): Uint8Array | null {
  try {
    const view = viewOf(bytes)
    const { boxes, indices } = primaryProperties(view)
    for (const index of indices) {
      const box = boxes[index - 1]
      if (box?.name !== 'colr') continue
      const kind = nameAt(view, box.start)
      if (kind === 'prof' || kind === 'rICC') return bytes.subarray(box.start + 4, box.end)
    }
    return null
  } catch {
    return null
  }
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
