import type { Plane } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { gaussian } from '../raster/gaussian.ts'
import { spreadBlocks } from '../raster/spread.ts'

/** Light falls off slowly: from one block to the next the paper keeps at least this share of its tone. */
const leastFall = 0.78

/** Divides by the tone of the paper around, so that a shadow across a scan is no ink: 1 is paper, less is darker. */
export async function withoutShading(light: Plane, pace: Pace): Promise<Plane> {
  const { width, height, data } = light
  const block = Math.max(6, Math.ceil(Math.max(width, height) / 40))
  const paper = createPlane(Math.ceil(width / block), Math.ceil(height / block))
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / block) * paper.width
    for (let x = 0; x < width; x += block) {
      const end = y * width + Math.min(width, x + block)
      const at = row + x / block
      for (let i = y * width + x; i < end; i++) if (data[i] > paper.data[at]) paper.data[at] = data[i]
    }
    await pace(width * 2)
  }
  growPaper(paper)
  const out = await spreadBlocks(await gaussian(paper, 1.2, pace), block, width, height, pace)
  for (let i = 0; i < data.length; i++) out.data[i] = Math.min(1, data[i] / Math.max(out.data[i], 0.1))
  return out
}

/**
 * Spreads from the lightest block to every block that is not much darker than its neighbor. Blocks that are lie in ink;
 * they take over the tone they were first met from.
 */
function growPaper({ width, height, data }: Plane): void {
  const isDone = new Uint8Array(data.length)
  let lightest = 0
  for (let i = 1; i < data.length; i++) if (data[i] > data[lightest]) lightest = i
  isDone[lightest] = 1
  const queue = [lightest]
  const refused: { readonly block: number; readonly tone: number }[] = []
  for (let head = 0, next = 0; ; ) {
    if (head === queue.length) {
      while (next < refused.length && isDone[refused[next].block]) next++
      if (next === refused.length) return
      const { block, tone } = refused[next]
      isDone[block] = 1
      data[block] = tone
      queue.push(block)
    }
    const at = queue[head++]
    const x = at % width
    const beside = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]
    for (const block of beside) {
      if (block < 0 || block >= width * height || isDone[block]) continue
      if (data[block] < leastFall * data[at]) {
        refused.push({ block, tone: data[at] })
        continue
      }
      isDone[block] = 1
      queue.push(block)
    }
  }
}
