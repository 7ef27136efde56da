/** What every PNG begins with. */
export const pngSignature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** CRC-32 of ISO 3309, as PNG wants it after every chunk. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

/** One chunk of a PNG: its length, its name, its content, their sum. */
export function pngChunk(type: string, content: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content.length + 12)
  bytes.set(bytes32(content.length))
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i)
  bytes.set(content, 8)
  let crc = 0xffffffff
  for (let i = 4; i < content.length + 8; i++) crc = crcTable[(crc ^ bytes[i]) & 255] ^ (crc >>> 8)
  bytes.set(bytes32((crc ^ 0xffffffff) >>> 0), content.length + 8)
  return bytes
}

/** A number of four bytes, big end first. */
export function bytes32(value: number): [number, number, number, number] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}
