import type { Plane, Raster } from '@plotline/strokes'
import { Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import type { SubjectModel } from '../models/manifest.ts'
import type { LoadedModel } from '../models/session.ts'

/** The network's answer: a mask of its own square size, and how sure it was at its surest, 0 … 1. */
export type NetworkMask = { readonly mask: Plane; readonly peak: number }

/**
 * Runs a subject network by rembg's recipe: squeezed to the square by Lanczos, divided by the brightest value,
 * normalised per channel, the fused output stretched to 0 … 1.
 */
export async function runNetwork(
  { model, session }: LoadedModel<SubjectModel>,
  raster: Raster,
): Promise<NetworkMask> {
  const size = model.inputPx
  const input = new Tensor('float32', toPlanes(await squeeze(raster, size), model), [1, 3, size, size])
  const [inputName] = session.inputNames
  const [outputName] = session.outputNames
  if (inputName === undefined || outputName === undefined)
    throw new Error(`${model.name} has no input or output`)
  const results = await session.run({ [inputName]: input }, [outputName])
  const output = results[outputName]?.data
  if (!(output instanceof Float32Array))
    throw new Error(`${model.name} answered ${typeof output}, not floats`)
  return stretch(output, size)
}

async function squeeze(raster: Raster, size: number): Promise<Uint8Array> {
  return sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 4 } })
    .removeAlpha()
    .resize({ width: size, height: size, fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
}

function toPlanes(rgb: Uint8Array, model: SubjectModel): Float32Array {
  let brightest = 1e-6
  for (const value of rgb) if (value > brightest) brightest = value
  const count = rgb.length / 3
  const planes = new Float32Array(rgb.length)
  for (const channel of [0, 1, 2] as const) {
    const [mean, std] = [model.mean[channel], model.std[channel]]
    for (let i = 0; i < count; i++) {
      planes[channel * count + i] = ((rgb[i * 3 + channel] ?? 0) / brightest - mean) / std
    }
  }
  return planes
}

function stretch(output: Float32Array, size: number): NetworkMask {
  const values = output.subarray(0, size * size)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const range = Math.max(high - low, 1e-6)
  return {
    mask: { width: size, height: size, data: values.map((value) => (value - low) / range) },
    peak: high,
  }
}
