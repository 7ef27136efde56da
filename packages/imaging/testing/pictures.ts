import { imageFrom, pngChunk } from './images.ts'
import { findMaterial } from './material.ts'

/** A picture with light, dark, grey and strong colors, whose areas are even where blocks of 8 px are. */
export const sampler = () => {
  const colors = [
    [250, 248, 240],
    [120, 150, 110],
    [180, 30, 40],
    [70, 70, 150],
    [235, 120, 40],
    [20, 20, 20],
    [128, 128, 128],
    [30, 160, 200],
  ]
  return imageFrom(128, 64, (x, y) => {
    const shade = y < 32 ? 1 : 0.4 + x / 256
    return (colors[Math.floor(x / 16)] ?? []).map((value) => Math.round(value * shade))
  })
}

/** A PNG with these chunks right behind its header. */
export function pngWith(
  png: Uint8Array,
  ...chunks: readonly (readonly [string, readonly number[]])[]
): Buffer {
  const made = chunks.map(([name, body]) => pngChunk(name, Uint8Array.from(body)))
  return Buffer.concat([png.subarray(0, 33), ...made, png.subarray(33)])
}

/** A PNG with a chunk between its pixels and its end. */
export function pngEndingWith(png: Uint8Array, name: string, body: readonly number[]): Buffer {
  return Buffer.concat([png.subarray(0, -12), pngChunk(name, Uint8Array.from(body)), png.subarray(-12)])
}

/** Numbers of four bytes, big end first. */
export const uint32s = (...values: readonly number[]): number[] =>
  values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])

/** EXIF that says nothing but how the picture is turned. */
export const exifOf = (orientation: number): number[] => [
  ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
  ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
  ...[0, 0, 0, 0],
]

type Field = readonly [tag: number, values: readonly number[], bytesEach: 2 | 4]
export type TiffPicture = {
  readonly fields: readonly Field[]
  readonly pixels?: Uint8Array
  /** Directories below it. */
  readonly below?: readonly TiffPicture[]
}

/** A TIFF of these directories, one after the other, uncompressed, little end first. */
export function tiffOf(pictures: readonly TiffPicture[]): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')]
  let length = 8
  const append = (bytes: Uint8Array) => {
    const at = length
    parts.push(Buffer.from(bytes))
    length += bytes.length
    return at
  }
  const write = ({ fields, pixels = new Uint8Array(), below = [] }: TiffPicture, next: number): number => {
    const belowAt = below.map((one) => write(one, 0))
    const pixelsAt = append(pixels)
    const all: Field[] = [
      ...fields,
      [273, [pixelsAt], 4] as const,
      [279, [pixels.length], 4] as const,
      ...(belowAt.length > 0 ? [[330, belowAt, 4] as const] : []),
    ].sort(([left], [right]) => left - right)
    const values = all.map(([, list, each]) => {
      const bytes = Buffer.alloc(Math.max(4, list.length * each))
      list.forEach((value, i) => {
        if (each === 2) bytes.writeUInt16LE(value, 2 * i)
        else bytes.writeUInt32LE(value, 4 * i)
      })
      return bytes
    })
    const placed = values.map((bytes) => (bytes.length > 4 ? append(bytes) : null))
    const directory = Buffer.alloc(2 + 12 * all.length + 4)
    directory.writeUInt16LE(all.length, 0)
    all.forEach(([tag, list, each], i) => {
      const at = 2 + 12 * i
      directory.writeUInt16LE(tag, at)
      directory.writeUInt16LE(each === 2 ? 3 : 4, at + 2)
      directory.writeUInt32LE(list.length, at + 4)
      const where = placed[i]
      if (where === null || where === undefined) directory.set(values[i] ?? [], at + 8)
      else directory.writeUInt32LE(where, at + 8)
    })
    directory.writeUInt32LE(next, directory.length - 4)
    return append(directory)
  }
  const first = [...pictures].reverse().reduce((next, picture) => write(picture, next), 0)
  parts[0]?.writeUInt32LE(first, 4)
  return Buffer.concat(parts)
}

/** The fields of an even picture of `width` × `height` px, 8 bits of grey unless told otherwise, and its pixels. */
export function greyTiff(
  width: number,
  height: number,
  value: number,
  more: readonly Field[] = [],
): TiffPicture {
  const base: readonly Field[] = [
    [256, [width], 4],
    [257, [height], 4],
    [258, [8], 2],
    [259, [1], 2],
    [262, [1], 2],
    [277, [1], 2],
    [278, [height], 4],
  ]
  const told = new Set(more.map(([tag]) => tag))
  const pixels = new Uint8Array(width * height).fill(value)
  return { fields: [...base.filter(([tag]) => !told.has(tag)), ...more], pixels }
}

/** The file of a case in `../shared/cases/photos`, or null where it is not there. */
export const photoCase = (name: string): string | null => findMaterial(`cases/photos/${name}`)
