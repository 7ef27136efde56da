/**
 * As much of onnx.proto3 as small networks need, written field by field: a message is its fields' bytes one after the
 * other, each with its number and wire type (0 a varint, 2 a length and so many bytes).
 */
type Message = Buffer

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Buffer.from([...bytes, rest])
}

const int = (field: number, value: number): Message => Buffer.concat([varint(field * 8), varint(value)])
const bytes = (field: number, value: Uint8Array): Message =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value])
const text = (field: number, value: string): Message => bytes(field, Buffer.from(value))
const message = (field: number, ...fields: Message[]): Message => bytes(field, Buffer.concat(fields))

/** A side of a tensor: a number, or a name for any number. */
type Side = number | string

const float = 1

function valueInfo(field: number, name: string, sides: readonly Side[]): Message {
  const shape = sides.map((side) => message(1, typeof side === 'number' ? int(1, side) : text(2, side)))
  return message(field, text(1, name), message(2, message(1, int(1, float), message(2, ...shape))))
}

function initializer(name: string, dims: readonly number[], values: readonly number[]): Message {
  const raw = Buffer.from(Float32Array.from(values).buffer)
  return message(5, ...dims.map((dim) => int(1, dim)), int(2, float), text(8, name), bytes(9, raw))
}

function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Message {
  const own = Object.entries(attributes).map(([name, value]) =>
    typeof value === 'number'
      ? message(5, text(1, name), int(3, value), int(20, 2))
      : message(5, text(1, name), ...value.map((one) => int(8, one)), int(20, 7)),
  )
  return message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, op), ...own)
}

export type SobelOptions = {
  /** Width and height of the one size it takes; any that `stride` divides where unset. */
  readonly size?: readonly [number, number]
  /** It fails on a picture whose sides this does not divide. */
  readonly stride?: number
  /** How many channels it takes. */
  readonly channels?: number
  /** Whether it answers logits. */
  readonly logits?: boolean
}

/** Sobel's kernels over a 3 × 3 of each of `channels` channels, whose mean is meant: tone per two pixels. */
function sobel(channels: number): number[] {
  const across = [-1, 0, 1, -2, 0, 2, -1, 0, 1]
  const down = [-1, -2, -1, 0, 0, 0, 1, 2, 1]
  return [across, down].flatMap((kernel) =>
    Array.from({ length: channels }, () => kernel.map((weight) => weight / 4 / channels)).flat(),
  )
}

/**
 * An edge network in the smallest, as ONNX: Sobel's gradient of the picture's grey as logits, answered last as HED,
 * DexiNed and TEED answer their fused map. Its first output, `side`, is no map of edges.
 */
export function sobelNetwork({ size, stride = 1, channels = 3, logits = false }: SobelOptions = {}): Buffer {
  const [width, height] = size ?? ['width', 'height']
  const nodes = [
    node('SpaceToDepth', ['picture'], 'deep', { blocksize: stride }),
    node('DepthToSpace', ['deep'], 'flat', { blocksize: stride }),
    node('Conv', ['flat', 'sobel'], 'gradient', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
    node('Mul', ['gradient', 'gradient'], 'squares'),
    node('Conv', ['squares', 'ones'], 'side', { kernel_shape: [1, 1] }),
    node('Sqrt', ['side'], 'magnitude'),
    node('Mul', ['magnitude', 'gain'], 'strong'),
    node('Add', ['strong', 'bias'], logits ? 'fused' : 'sum'),
    ...(logits ? [] : [node('Sigmoid', ['sum'], 'fused')]),
  ]
  const graph = [
    ...nodes,
    text(2, 'edges'),
    initializer('sobel', [2, channels, 3, 3], sobel(channels)),
    initializer('ones', [1, 2, 1, 1], [1, 1]),
    initializer('gain', [1], [20]),
    initializer('bias', [1], [-6]),
    valueInfo(11, 'picture', [1, channels, height, width]),
    valueInfo(12, 'side', [1, 1, height, width]),
    valueInfo(12, 'fused', [1, 1, height, width]),
  ]
  const opset = message(8, text(1, ''), int(2, 13))
  return Buffer.concat([int(1, 8), opset, message(7, ...graph)])
}
