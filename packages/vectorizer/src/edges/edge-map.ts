/**
 * Pixels that belong to a line, one pixel wide after thinning: `marks` is 1 there and 0 along the border.
 * `strength` says how sure each is (plane units per pixel, or 0 … 1 as the detector says). `shiftX` and
 * `shiftY` move a pixel's center to the line's own place, in pixels; zero where the detector knows no better.
 */
export type EdgeMap = {
  readonly width: number
  readonly height: number
  readonly marks: Uint8Array
  readonly strength: Float32Array
  readonly shiftX: Float32Array
  readonly shiftY: Float32Array
}

/** An edge map with nothing in it. */
export function createEdgeMap(width: number, height: number): EdgeMap {
  const size = width * height
  return {
    width,
    height,
    marks: new Uint8Array(size),
    strength: new Float32Array(size),
    shiftX: new Float32Array(size),
    shiftY: new Float32Array(size),
  }
}
