/** Bytes that own their whole buffer, so that the buffer can be handed to another thread. */
export function standAlone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes
  const isWhole = buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength
  return isWhole ? new Uint8Array(buffer) : Uint8Array.from(bytes)
}
