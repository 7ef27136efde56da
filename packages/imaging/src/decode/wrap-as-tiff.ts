type Entry = {
  readonly tag: number
  readonly type: 3 | 4 | 7
  readonly count: number
  readonly value: number
}

/** RGBA samples of 8 or 16 bits. */
type Picture = {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array
}

/** The directory, the four bit depths and the profile fit before this; pixels start right after them. */
const entryBytes = 12

/**
 * Writes RGBA pixels as an uncompressed TIFF in memory (TIFF 6.0), so that libvips can read them together with
 * their ICC profile: its raw input takes none.
 */
export function wrapAsTiff({ width, height, data }: Picture, profile: Uint8Array | null): Buffer {
  const entryCount = profile === null ? 11 : 12
  const bitsAt = 8 + 2 + entryCount * entryBytes + 4
  const profileAt = bitsAt + 8
  const pixelsAt = profileAt + (profile === null ? 0 : profile.length + (profile.length & 1))
  const entries: Entry[] = [
    { tag: 256, type: 4, count: 1, value: width },
    { tag: 257, type: 4, count: 1, value: height },
    { tag: 258, type: 3, count: 4, value: bitsAt },
    { tag: 259, type: 3, count: 1, value: 1 },
    { tag: 262, type: 3, count: 1, value: 2 },
    { tag: 273, type: 4, count: 1, value: pixelsAt },
    { tag: 277, type: 3, count: 1, value: 4 },
    { tag: 278, type: 4, count: 1, value: height },
    { tag: 279, type: 4, count: 1, value: data.byteLength },
    { tag: 284, type: 3, count: 1, value: 1 },
    { tag: 338, type: 3, count: 1, value: 2 },
  ]
  if (profile !== null) entries.push({ tag: 34675, type: 7, count: profile.length, value: profileAt })

  const file = Buffer.alloc(pixelsAt + data.byteLength)
  file.write('II*\0', 0, 'latin1')
  file.writeUInt32LE(8, 4)
  file.writeUInt16LE(entries.length, 8)
  entries.forEach((entry, i) => {
    const at = 10 + i * entryBytes
    file.writeUInt16LE(entry.tag, at)
    file.writeUInt16LE(entry.type, at + 2)
    file.writeUInt32LE(entry.count, at + 4)
    file.writeUInt32LE(entry.value, at + 8)
  })
  file.writeUInt32LE(0, bitsAt - 4)
  for (let i = 0; i < 4; i++) file.writeUInt16LE(8 * data.BYTES_PER_ELEMENT, bitsAt + i * 2)
  if (profile !== null) file.set(profile, profileAt)
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), pixelsAt)
  return file
}
