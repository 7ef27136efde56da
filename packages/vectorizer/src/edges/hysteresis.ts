import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/**
 * Keeps the weak marks that hang on a strong one, 8-connected: 1 where kept. `strength` at or above `low` is weak,
 * at or above `high` strong. The border row and column are never kept, so later stages need not look for it.
 */
export async function hysteresis(
  strength: Float32Array,
  width: number,
  height: number,
  low: number,
  high: number,
  pace: Pace = unpaced,
): Promise<Uint8Array> {
  const marks = new Uint8Array(width * height)
  const stack: number[] = []
  const ring = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const here = strength[i]
      if (here < low) continue
      marks[i] = here < high ? 2 : 1
      if (here >= high) stack.push(i)
    }
    await pace(width * 3)
  }
  for (let seed = stack.pop(), steps = 0; seed !== undefined; seed = stack.pop()) {
    for (const step of ring) {
      if (marks[seed + step] !== 2) continue
      marks[seed + step] = 1
      stack.push(seed + step)
    }
    if (++steps % 10_000 === 0) await pace(300_000)
  }
  for (let i = 0; i < marks.length; i++) if (marks[i] === 2) marks[i] = 0
  return marks
}
