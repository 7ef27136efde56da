import { type Header, viewOf } from './header.ts'

/** Reads a GIF's logical screen and counts its frames (GIF89a); a file cut short counts what is there. */
export function readGifHeader(bytes: Uint8Array): Header {
  const view = viewOf(bytes)
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  const frames = readFrames(view, 13 + colorTableBytes(view.getUint8(10)))
  return {
    width: Math.max(screen.width, frames.width),
    height: Math.max(screen.height, frames.height),
    orientation: 1,
    pages: Math.max(1, frames.count),
  }
}

/** Frame count, and the first frame's far corner: decoders grow the screen to hold it. */
function readFrames(view: DataView, start: number): { count: number; width: number; height: number } {
  let count = 0
  let width = 0
  let height = 0
  try {
    for (let at = start; ; ) {
      const block = view.getUint8(at)
      if (block === 0x21) {
        at = skipBlocks(view, at + 2)
      } else if (block === 0x2c) {
        if (count === 0) {
          width = view.getUint16(at + 1, true) + view.getUint16(at + 5, true)
          height = view.getUint16(at + 3, true) + view.getUint16(at + 7, true)
        }
        count++
        at = skipBlocks(view, at + 11 + colorTableBytes(view.getUint8(at + 9)))
      } else {
        return { count, width, height }
      }
    }
  } catch {
    return { count, width, height }
  }
}

function colorTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

function skipBlocks(view: DataView, start: number): number {
  let at = start
  for (let size = view.getUint8(at); size > 0; size = view.getUint8(at)) at += size + 1
  return at + 1
}
