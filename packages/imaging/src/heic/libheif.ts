/** The part of libheif's C interface, compiled to wasm, that we call: pointers are numbers, structs returned go to the first. */
export type Libheif = {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(at: number): void
  _heif_context_alloc(): number
  _heif_context_free(context: number): void
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    bytes: number,
    length: number,
    options: number,
  ): void
  _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void
  _heif_image_handle_release(handle: number): void
  _heif_decode_image(
    error: number,
    handle: number,
    image: number,
    colorspace: number,
    chroma: number,
    options: number,
  ): void
  _heif_image_release(image: number): void
  _heif_image_get_colorspace(image: number): number
  _heif_image_get_width(image: number, channel: number): number
  _heif_image_get_height(image: number, channel: number): number
  _heif_image_get_bits_per_pixel_range(image: number, channel: number): number
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number
}

/** `heif_colorspace` and `heif_channel`. */
export const colorspaces = { yCbCr: 0, rgb: 1, monochrome: 2, asItIs: 99 } as const
export const channels = { y: 0, cb: 1, cr: 2, red: 3, green: 4, blue: 5, alpha: 6 } as const
export type Channel = (typeof channels)[keyof typeof channels]

/** One plane of a decoded picture, in the wasm's memory: read before anything else is called. */
export type HeicPlane = {
  readonly data: Uint8Array | Uint16Array
  readonly width: number
  readonly height: number
  /** From one row to the next, in samples. */
  readonly stride: number
  readonly bits: number
}

/** A picture as its codec left it, upright: three planes or one, and alpha where there is any. */
export type HeicPlanes = {
  readonly isRgb: boolean
  readonly color: readonly [HeicPlane] | readonly [HeicPlane, HeicPlane, HeicPlane]
  readonly alpha: HeicPlane | null
}

/**
 * Decodes the primary picture of a HEIC and gives its planes to `read`, in the codec's own form, which is the smallest: a
 * byte and a half a pixel for what phones write. Null where libheif cannot decode it.
 */
export function withHeicPlanes<T>(
  libheif: Libheif,
  bytes: Uint8Array,
  read: (planes: HeicPlanes) => T,
): T | null {
  const error = libheif._malloc(16)
  const out = libheif._malloc(8)
  const input = libheif._malloc(bytes.length)
  const context = libheif._heif_context_alloc()
  const memory = () => new DataView(libheif.HEAPU8.buffer)
  const isFine = () => memory().getInt32(error, true) === 0
  const given = () => memory().getUint32(out, true)
  let handle = 0
  let image = 0
  try {
    if (input === 0) return null
    libheif.HEAPU8.set(bytes, input)
    libheif._heif_context_read_from_memory_without_copy(error, context, input, bytes.length, 0)
    if (!isFine()) return null
    libheif._heif_context_get_primary_image_handle(error, context, out)
    if (!isFine()) return null
    handle = given()
    libheif._heif_decode_image(error, handle, out, colorspaces.asItIs, colorspaces.asItIs, 0)
    if (!isFine()) return null
    image = given()
    const planes = planesOf(libheif, image, out)
    return planes && read(planes)
  } finally {
    if (image !== 0) libheif._heif_image_release(image)
    if (handle !== 0) libheif._heif_image_handle_release(handle)
    libheif._heif_context_free(context)
    for (const at of [input, out, error]) libheif._free(at)
  }
}

function planesOf(libheif: Libheif, image: number, out: number): HeicPlanes | null {
  const plane = (channel: Channel) => planeOf(libheif, image, channel, out)
  const isRgb = libheif._heif_image_get_colorspace(image) === colorspaces.rgb
  const wanted = isRgb
    ? [channels.red, channels.green, channels.blue]
    : [channels.y, channels.cb, channels.cr]
  const [first, second, third] = wanted.map(plane)
  if (!first) return null
  const alpha = plane(channels.alpha)
  return { isRgb, color: second && third ? [first, second, third] : [first], alpha }
}

function planeOf(libheif: Libheif, image: number, channel: Channel, out: number): HeicPlane | null {
  const at = libheif._heif_image_get_plane_readonly(image, channel, out)
  if (at === 0) return null
  const bytesToRow = new DataView(libheif.HEAPU8.buffer).getUint32(out, true)
  const width = libheif._heif_image_get_width(image, channel)
  const height = libheif._heif_image_get_height(image, channel)
  const bits = libheif._heif_image_get_bits_per_pixel_range(image, channel)
  const { buffer } = libheif.HEAPU8
  const data =
    bits > 8
      ? new Uint16Array(buffer, at, (bytesToRow / 2) * height)
      : new Uint8Array(buffer, at, bytesToRow * height)
  return { data, width, height, bits, stride: bits > 8 ? bytesToRow / 2 : bytesToRow }
}
