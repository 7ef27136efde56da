import type { Cicp } from '../color/cicp.ts'
import { BitReader } from './bits.ts'
import { viewOf } from './header.ts'

const spsType = 33
const extendedAspect = 255
/** H.265 allows as many reference sets, and as many pictures in one. */
const mostSets = 64
const mostPictures = 16

/**
 * The color that the parameter sets in an `hvcC` box tell (ISO 14496-15, 8.3.3; H.265, E.2.1 "VUI"), null where they tell
 * none. Cameras write HDR with nothing about it in the container.
 */
export function readHevcColor(hvcC: Uint8Array): Cicp | null {
  try {
    const sps = findSps(hvcC)
    return sps && readSps(new BitReader(withoutEmulation(sps)))
  } catch {
    return null
  }
}

function findSps(hvcC: Uint8Array): Uint8Array | null {
  const view = viewOf(hvcC)
  const arrays = view.getUint8(22)
  let at = 23
  for (let i = 0; i < arrays; i++) {
    const type = view.getUint8(at) & 0x3f
    const count = view.getUint16(at + 1)
    at += 3
    for (let j = 0; j < count; j++) {
      const length = view.getUint16(at)
      if (type === spsType) return hvcC.subarray(at + 4, at + 2 + length)
      at += 2 + length
    }
  }
  return null
}

/** Bytes as they were before 3 was put after two zeros, that no start code arise (H.265, 7.4.2). */
function withoutEmulation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, i) => !(byte === 3 && i >= 2 && bytes[i - 1] === 0 && bytes[i - 2] === 0))
}

/** A sequence parameter set (H.265, 7.3.2.2.1) up to the part of its VUI that tells color. */
function readSps(bits: BitReader): Cicp | null {
  bits.skip(4)
  const subLayers = bits.read(3)
  bits.skip(1)
  skipProfile(bits, subLayers)
  bits.golomb()
  if (bits.golomb() === 3) bits.skip(1)
  bits.golomb()
  bits.golomb()
  if (bits.flag()) for (let i = 0; i < 4; i++) bits.golomb()
  bits.golomb()
  bits.golomb()
  const pocBits = bits.golomb() + 4
  for (let i = bits.flag() ? 0 : subLayers; i <= subLayers; i++) for (let j = 0; j < 3; j++) bits.golomb()
  for (let i = 0; i < 6; i++) bits.golomb()
  if (bits.flag() && bits.flag()) skipScalingLists(bits)
  bits.skip(2)
  if (bits.flag()) {
    bits.skip(8)
    bits.golomb()
    bits.golomb()
    bits.skip(1)
  }
  skipReferenceSets(bits)
  if (bits.flag()) for (let i = bits.golomb(); i > 0; i--) bits.skip(pocBits + 1)
  bits.skip(2)
  return bits.flag() ? readVui(bits) : null
}

function skipProfile(bits: BitReader, subLayers: number): void {
  bits.skip(96)
  const present = Array.from({ length: subLayers }, () => [bits.flag(), bits.flag()] as const)
  if (subLayers > 0) bits.skip(2 * (8 - subLayers))
  for (const [profile, level] of present) bits.skip((profile ? 88 : 0) + (level ? 8 : 0))
}

function skipScalingLists(bits: BitReader): void {
  for (let size = 0; size < 4; size++) {
    for (let matrix = 0; matrix < 6; matrix += size === 3 ? 3 : 1) {
      if (!bits.flag()) {
        bits.golomb()
        continue
      }
      if (size > 1) bits.golomb()
      for (let i = Math.min(64, 16 << (2 * size)); i > 0; i--) bits.golomb()
    }
  }
}

/** Short-term reference picture sets (H.265, 7.3.7). A still has none; a frame of a film may. */
function skipReferenceSets(bits: BitReader): void {
  const sets = bits.golomb()
  if (sets > mostSets) throw new RangeError('more reference sets than there may be')
  let before = 0
  for (let i = 0; i < sets; i++) {
    if (i > 0 && bits.flag()) {
      bits.skip(1)
      bits.golomb()
      let kept = 0
      for (let j = 0; j <= before; j++) if (bits.flag() || bits.flag()) kept++
      before = kept
    } else {
      before = bits.golomb() + bits.golomb()
      if (before > mostPictures) throw new RangeError('more reference pictures than there may be')
      for (let j = 0; j < before; j++) {
        bits.golomb()
        bits.skip(1)
      }
    }
  }
}

function readVui(bits: BitReader): Cicp | null {
  if (bits.flag() && bits.read(8) === extendedAspect) bits.skip(32)
  if (bits.flag()) bits.skip(1)
  if (!bits.flag()) return null
  bits.skip(3)
  const isFullRange = bits.flag()
  if (!bits.flag()) return { primaries: 2, transfer: 2, matrix: 2, isFullRange }
  return { primaries: bits.read(8), transfer: bits.read(8), matrix: bits.read(8), isFullRange }
}
