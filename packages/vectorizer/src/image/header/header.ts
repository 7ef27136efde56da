/** What a file says about itself before any pixel is decoded. `orientation` is EXIF's 1 … 8. */
export type Header = {
  readonly width: number
  readonly height: number
  readonly orientation: number
  readonly pages: number
  /** Bits of a sample, where the header says so and it matters for what decoding takes. */
  readonly bits?: number
  /** Of a TIFF: which of its pictures this is. */
  readonly at?: PictureAt
}

/** A picture of a TIFF: the directory in the main chain, and the one below it, −1 for none. */
export type PictureAt = { readonly page: number; readonly subifd: number }

/** A reader over untrusted bytes: every read outside them throws a RangeError, which callers turn into a refusal. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Four bytes as Latin-1 letters: a chunk's, box's or brand's name. */
export function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  )
}

/** An orientation that means something, else upright: broken EXIF is common and harmless. */
export function validOrientation(value: number): number {
  return Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1
}
