/** A place where strokes meet or end, in pixels, and how far the ink reaches around it. */
export type Joint = {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** The forks that were drawn into one, with the ink around each. */
  readonly parts: readonly { readonly x: number; readonly y: number; readonly radius: number }[]
}

/** A run of skeleton pixels between two joints; -1 for both of a loop without a joint. */
export type Bone = {
  readonly from: number
  readonly to: number
  readonly pixels: readonly number[]
}

/** The skeleton of drawn marks, freed of what only thinning put there. */
export type Skeleton = {
  readonly joints: readonly Joint[]
  readonly bones: readonly Bone[]
}

/** The usual distance from the middle to the outline along a run of skeleton pixels. */
export function medianReach(pixels: readonly number[], reach: Float32Array): number {
  if (pixels.length === 0) return 0
  const sorted = new Float32Array(pixels.length)
  for (let k = 0; k < pixels.length; k++) sorted[k] = reach[pixels[k]]
  sorted.sort()
  return sorted[sorted.length >> 1]
}
