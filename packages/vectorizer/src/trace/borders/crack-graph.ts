import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/** A border between two areas of a label image, from junction to junction, along the cracks between pixels. */
export type Border = {
  /** x0, y0, x1, y1 …: corners of pixels, the pixel (x, y) reaching from (x, y) to (x + 1, y + 1). */
  readonly corners: Int32Array
  /** The labels to its two sides as one goes along, y down; `nothing` beyond the image. */
  readonly left: number
  readonly right: number
  /** The connected areas to its two sides, -1 where there is nothing. */
  readonly leftArea: number
  readonly rightArea: number
  /** A loop without a junction; its start is not repeated. */
  readonly closed: boolean
}

/** The borders of a label image, and the pairs of areas that are connected over a corner. */
export type CrackGraph = {
  readonly borders: readonly Border[]
  readonly joined: readonly (readonly [number, number])[]
}

/** The label of pixels that belong to no area, and of all there is beyond the image. */
export const nothing = 255

/** The directions of a step along a crack: right, down, left, up. */
const stepX = [1, 0, -1, 0]
const stepY = [0, 1, 0, -1]

/**
 * The borders of a label image: each is there once, whatever lies to both sides of it, so that what is fitted to it fits
 * both. Borders end where three or more labels meet, and at the corners of the image. Where two labels touch over a
 * corner the rarer, darker one (the higher number) is taken to be connected. `areaOf` is the connected area per pixel.
 */
export async function crackGraph(
  labels: Uint8Array,
  areaOf: Int32Array,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<CrackGraph> {
  const columns = width + 1
  // Bits: cracks to the right, down, left, up of each corner; 16 a junction; 32 and 64 how a saddle is passed.
  const state = new Uint8Array(columns * (height + 1))
  const used = new Uint8Array(columns * (height + 1))
  const joined: [number, number][] = []
  const labelAt = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? nothing : labels[y * width + x]
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const isInside = x > 0 && y > 0 && x < width && y < height
      const at = y * width + x
      const a = isInside ? labels[at - width - 1] : labelAt(x - 1, y - 1)
      const b = isInside ? labels[at - width] : labelAt(x, y - 1)
      const c = isInside ? labels[at] : labelAt(x, y)
      const d = isInside ? labels[at - 1] : labelAt(x - 1, y)
      if (a === b && b === c && c === d) continue
      const cracks = (b !== c ? 1 : 0) | (c !== d ? 2 : 0) | (d !== a ? 4 : 0) | (a !== b ? 8 : 0)
      let kind = 0
      if (cracks === 15) {
        if (a === c && (b !== d || a > b)) {
          kind = 32
          joined.push([areaOf[at - width - 1], areaOf[at]])
        } else if (b === d) {
          kind = 64
          joined.push([areaOf[at - width], areaOf[at - 1]])
        } else kind = 16
      } else if (cracks === 7 || cracks === 11 || cracks === 13 || cracks === 14) kind = 16
      else if (!isInside && (x === 0 || x === width) && (y === 0 || y === height)) kind = 16
      state[y * columns + x] = cracks | kind
    }
    await pace(width * 6)
  }

  const borders: Border[] = []
  const follow = (startX: number, startY: number, firstDirection: number): number => {
    const corners = [startX, startY]
    let x = startX
    let y = startY
    let direction = firstDirection
    for (;;) {
      used[y * columns + x] |= 1 << direction
      x += stepX[direction]
      y += stepY[direction]
      used[y * columns + x] |= 1 << (direction ^ 2)
      const here = state[y * columns + x]
      const isBack = x === startX && y === startY
      if (here & 16) {
        corners.push(x, y)
        break
      }
      const next = onward(here, direction)
      // A loop is whole when it is back at its first step; a saddle is passed twice, in different directions.
      if (isBack && next === firstDirection) break
      corners.push(x, y)
      direction = next
    }
    const [x0, y0] = [startX, startY]
    // The two pixels beside the first step: left and right as one goes, y down.
    const [lx, ly, rx, ry] = besides(x0, y0, firstDirection)
    const closed = !(state[startY * columns + startX] & 16)
    borders.push({
      corners: Int32Array.from(corners),
      left: labelAt(lx, ly),
      right: labelAt(rx, ry),
      leftArea: labelAt(lx, ly) === nothing ? -1 : areaOf[ly * width + lx],
      rightArea: labelAt(rx, ry) === nothing ? -1 : areaOf[ry * width + rx],
      closed,
    })
    return corners.length
  }
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y <= height; y++) {
      let length = 0
      for (let x = 0; x <= width; x++) {
        const at = y * columns + x
        const here = state[at]
        if (here === 0 || (pass === 0 && !(here & 16))) continue
        for (let direction = 0; direction < 4; direction++) {
          if (!(here & (1 << direction)) || used[at] & (1 << direction)) continue
          length += follow(x, y, direction)
        }
      }
      await pace(width * 4 + length * 80)
    }
  }
  return { borders, joined }
}

/** The direction in which a border goes on at a corner that is no junction. */
function onward(state: number, direction: number): number {
  const back = direction ^ 2
  // Saddles: upper left and lower right connected (32) joins right with up and left with down; 64 the other way.
  if (state & 32) return [3, 2, 1, 0][back]
  if (state & 64) return [1, 0, 3, 2][back]
  const rest = state & 15 & ~(1 << back)
  return rest === 1 ? 0 : rest === 2 ? 1 : rest === 4 ? 2 : 3
}

/** The pixels left and right of a step from a corner. */
function besides(x: number, y: number, direction: number): [number, number, number, number] {
  if (direction === 0) return [x, y - 1, x, y]
  if (direction === 1) return [x, y, x - 1, y]
  if (direction === 2) return [x - 1, y, x - 1, y - 1]
  return [x - 1, y - 1, x, y - 1]
}
