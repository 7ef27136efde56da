import type { Plane, Raster } from '@plotline/strokes'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { ModelError } from '../errors.ts'
import type { EdgeModel } from '../models/manifest.ts'
import type { LoadedModel } from '../models/session.ts'

/** How a picture is shown to a network: brought to `width` × `height` px, in the top left of the input. */
type View = {
  readonly width: number
  readonly height: number
  readonly inputWidth: number
  readonly inputHeight: number
}

/** How far answers may leave 0 … 1 by rounding. */
const slack = 0.01

/**
 * Runs an edge network on a picture of any size: fitted into the one size it takes, or shrunken to its longest side and
 * padded with its own border to a multiple of its stride. The map covers the picture at the size it was shown.
 * Throws `ModelError` `unusable` where the network is not what its description says.
 */
export async function runNetwork(
  { model, session }: LoadedModel<EdgeModel>,
  raster: Raster,
  signal?: AbortSignal,
): Promise<Plane> {
  const view = viewOf(raster, model)
  const inputName = checkInput(model, session, view)
  const outputName = outputOf(model, session)
  const { inputWidth, inputHeight } = view
  const pixels = toPlanes(await show(raster, view), model)
  signal?.throwIfAborted()
  const input = new Tensor('float32', pixels, [1, 3, inputHeight, inputWidth])
  const results = await session.run({ [inputName]: input }, [outputName]).catch((cause: unknown) => {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n')
    throw refusal(model, `fails on ${sizeOf(inputWidth, inputHeight)}: ${reason}`, cause)
  })
  return cut(answerOf(model, results[outputName], view), model, view)
}

function viewOf({ width, height }: Raster, { inputPx, stridePx, longestPx }: EdgeModel): View {
  const [inWidth, inHeight] = inputPx ?? [longestPx, longestPx]
  const fit = Math.min(inWidth / width, inHeight / height)
  const scale = inputPx ? fit : Math.min(1, fit)
  const shown = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  if (inputPx) return { ...shown, inputWidth: inWidth, inputHeight: inHeight }
  const padded = (px: number) => Math.ceil(px / stridePx) * stridePx
  return { ...shown, inputWidth: padded(shown.width), inputHeight: padded(shown.height) }
}

/** The name of the network's one input. */
function checkInput(model: EdgeModel, session: InferenceSession, { inputWidth, inputHeight }: View): string {
  const [input, ...more] = session.inputMetadata
  if (!input?.isTensor || more.length > 0) {
    throw refusal(model, `takes ${session.inputNames.length} inputs, expected one picture`)
  }
  const { type, shape } = input
  const wanted = [1, 3, inputHeight, inputWidth]
  const fits = shape.every((side, i) => typeof side === 'string' || side === wanted[i])
  if (type !== 'float32' || (shape.length !== 4 && shape.length > 0) || !fits) {
    throw refusal(model, `takes ${type} [${shape.join(', ')}], expected float32 [${wanted.join(', ')}]`)
  }
  return input.name
}

function outputOf(model: EdgeModel, { outputNames }: InferenceSession): string {
  const name = model.output ?? outputNames.at(-1)
  if (name !== undefined && outputNames.includes(name)) return name
  throw refusal(model, `has no output "${name}"; it has ${outputNames.join(', ')}`)
}

async function show(raster: Raster, { width, height, inputWidth, inputHeight }: View): Promise<Uint8Array> {
  return sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 4 } })
    .removeAlpha()
    .resize({ width, height, fit: 'fill', kernel: 'lanczos3' })
    .extend({ right: inputWidth - width, bottom: inputHeight - height, extendWith: 'copy' })
    .raw()
    .toBuffer()
}

function toPlanes(rgb: Uint8Array, { channels, white, mean, std }: EdgeModel): Float32Array {
  const count = rgb.length / 3
  const planes = new Float32Array(rgb.length)
  for (const channel of [0, 1, 2] as const) {
    const from = channels === 'rgb' ? channel : 2 - channel
    const [shift, scale] = [mean[channel], std[channel]]
    for (let i = 0; i < count; i++) {
      planes[channel * count + i] = ((rgb[i * 3 + from] / 255) * white - shift) / scale
    }
  }
  return planes
}

/** The values of an output that is one map of the input's size. */
function answerOf(
  model: EdgeModel,
  output: Tensor | undefined,
  { inputWidth, inputHeight }: View,
): Float32Array {
  const dims = output?.dims ?? []
  const isMap =
    dims.length >= 2 &&
    dims.at(-1) === inputWidth &&
    dims.at(-2) === inputHeight &&
    dims.slice(0, -2).every((side) => side === 1)
  if (isMap && output?.data instanceof Float32Array) return output.data
  throw refusal(
    model,
    `answers ${output?.type} [${dims.join(', ')}], expected one map: float32 [1, 1, ${inputHeight}, ${inputWidth}]`,
  )
}

/** The part of the answer that shows the picture, as 0 … 1. */
function cut(answer: Float32Array, model: EdgeModel, { width, height, inputWidth }: View): Plane {
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = answer[y * inputWidth + x]
      const share = model.logits ? 1 / (1 + Math.exp(-value)) : value
      if (!(share >= -slack && share <= 1 + slack)) {
        const hint = model.logits ? '' : '; if it answers logits, say so in its description'
        throw refusal(model, `answers ${value}, expected ${model.logits ? 'a number' : `0 to 1${hint}`}`)
      }
      data[y * width + x] = Math.min(1, Math.max(0, share))
    }
  }
  return { width, height, data }
}

function refusal(model: EdgeModel, what: string, cause?: unknown): ModelError {
  return new ModelError('unusable', `The model ${model.name} ${what}`, { cause })
}

const sizeOf = (width: number, height: number) => `${width} × ${height} px`
