import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type Chain, chainLength, chainStrength, cutChain } from './chain.ts'

export type DeclutterOptions = {
  /** Lines that run side by side keep this distance, in pixels. */
  readonly spacingPx: number
  /** Pieces shorter than this are not worth a stroke, in pixels. */
  readonly minLengthPx: number
}

/**
 * Leaves out what runs beside a better line closer than `spacingPx`: the second edge of a thin mark, the echo of a
 * blurred one. The pen would turn both into one blot. Longer and stronger chains go first. Chains are expected with
 * their points about a pixel apart. Crossing lines are untouched: only directions within 40° count as side by side.
 */
export async function declutterChains(
  chains: readonly Chain[],
  width: number,
  height: number,
  { spacingPx, minLengthPx }: DeclutterOptions,
  pace: Pace = unpaced,
): Promise<Chain[]> {
  if (spacingPx <= 0) return [...chains]
  const order = chains
    .map((chain, index) => ({ chain, index, worth: chainStrength(chain) * Math.sqrt(chainLength(chain)) }))
    .sort((a, b) => b.worth - a.worth || a.index - b.index)
  const cell = Math.max(spacingPx / 2, 0.5)
  const columns = Math.ceil(width / cell) + 1
  const rows = Math.ceil(height / cell) + 1
  const ground: Ground = {
    cell,
    columns,
    rows,
    owner: new Int32Array(columns * rows),
    x: new Float32Array(columns * rows),
    y: new Float32Array(columns * rows),
    dx: new Float32Array(columns * rows),
    dy: new Float32Array(columns * rows),
  }
  const out: Chain[] = []
  let name = 0
  for (const { chain } of order) {
    const crowded = crowding(chain, ground, spacingPx)
    // Short doubts inside a line are not worth lifting the pen.
    closeRuns(crowded, 1, Math.ceil(spacingPx * 2), chain.closed)
    closeRuns(crowded, 0, Math.ceil(minLengthPx), chain.closed)
    for (const piece of cutChain(chain, crowded)) {
      stamp(piece, ground, ++name)
      out.push(piece)
    }
    await pace(crowded.length * 60)
  }
  return out
}

/** In each cell the last point drawn there, with its direction. */
type Ground = {
  cell: number
  columns: number
  rows: number
  owner: Int32Array
  x: Float32Array
  y: Float32Array
  dx: Float32Array
  dy: Float32Array
}

function crowding(chain: Chain, ground: Ground, spacingPx: number): Uint8Array {
  const { points } = chain
  const count = points.length / 2
  const crowded = new Uint8Array(count)
  const direction = new Float64Array(2)
  for (let i = 0; i < count; i++) {
    const x = points[i * 2]
    const y = points[i * 2 + 1]
    directionAt(chain, i, direction)
    const column = Math.floor(x / ground.cell)
    const row = Math.floor(y / ground.cell)
    for (let r = Math.max(0, row - 2); r <= row + 2 && r < ground.rows && !crowded[i]; r++) {
      for (let c = Math.max(0, column - 2); c <= column + 2 && c < ground.columns; c++) {
        const at = r * ground.columns + c
        if (ground.owner[at] === 0) continue
        const dx = ground.x[at] - x
        const dy = ground.y[at] - y
        if (dx * dx + dy * dy > spacingPx * spacingPx) continue
        const along = ground.dx[at] * direction[0] + ground.dy[at] * direction[1]
        if (Math.abs(along) < 0.77) continue
        crowded[i] = 1
        break
      }
    }
  }
  return crowded
}

function stamp(chain: Chain, ground: Ground, name: number): void {
  const direction = new Float64Array(2)
  for (let i = 0; i < chain.points.length / 2; i++) {
    directionAt(chain, i, direction)
    const column = Math.floor(chain.points[i * 2] / ground.cell)
    const row = Math.floor(chain.points[i * 2 + 1] / ground.cell)
    if (column < 0 || row < 0 || column >= ground.columns || row >= ground.rows) continue
    const at = row * ground.columns + column
    ground.owner[at] = name
    ground.x[at] = chain.points[i * 2]
    ground.y[at] = chain.points[i * 2 + 1]
    ground.dx[at] = direction[0]
    ground.dy[at] = direction[1]
  }
}

function directionAt({ points, closed }: Chain, i: number, out: Float64Array): void {
  const count = points.length / 2
  const reach = 3
  const a = closed ? (i - reach + count * reach) % count : Math.max(0, i - reach)
  const b = closed ? (i + reach) % count : Math.min(count - 1, i + reach)
  const dx = points[b * 2] - points[a * 2]
  const dy = points[b * 2 + 1] - points[a * 2 + 1]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  out[0] = dx / length
  out[1] = dy / length
}

/** Turns runs of `value` shorter than `shortest` into the other value, in place. */
function closeRuns(flags: Uint8Array, value: number, shortest: number, closed: boolean): void {
  const count = flags.length
  let start = 0
  if (closed) while (start < count && flags[start] === value) start++
  if (start === count) return
  for (let k = 0; k < count; ) {
    let length = 0
    while (k + length < count && flags[(start + k + length) % count] === value) length++
    const isWhole = length === count
    if (length > 0 && length < shortest && !isWhole) {
      for (let j = 0; j < length; j++) flags[(start + k + j) % count] = 1 - value
    }
    k += Math.max(1, length)
  }
}
