import type { Sharp } from 'sharp'

/**
 * Reads the floats of a TIFF as samples of 16 bits, 1 being white, as for any other TIFF without a profile: sRGB, not linear
 * light, which libvips takes them for. What is brighter than white is white.
 */
export async function decodeFloats(
  image: Sharp,
  isGrey: boolean,
): Promise<{ width: number; height: number; data: Uint16Array }> {
  const space = isGrey ? 'b-w' : 'scrgb'
  const { data, info } = await image
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true })
  const floats = new Float32Array(data.buffer, data.byteOffset, data.length / 4)
  const { width, height, channels } = info
  const colors = isGrey ? 1 : 3
  const out = new Uint16Array(4 * width * height)
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let k = 0; k < 3; k++) out[4 * pixel + k] = deep(floats[channels * pixel + (k % colors)])
    out[4 * pixel + 3] = channels > colors ? deep(floats[channels * pixel + colors]) : 65_535
  }
  return { width, height, data: out }
}

/** Not a number is black. */
const deep = (value: number) => (value >= 1 ? 65_535 : value > 0 ? Math.round(65_535 * value) : 0)
