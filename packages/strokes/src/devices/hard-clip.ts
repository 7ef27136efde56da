import type { Box } from '../geometry/polyline.ts'
import type { HpglPaper } from './schema.ts'

/** Where the pen reaches on a paper, in plotter units. */
export function hardClipOf({ maxX = 0, maxY = 0, hardClip = [0, 0, maxX, maxY] }: HpglPaper): Box {
  const [left, bottom, right, top] = hardClip
  return { minX: left, minY: bottom, maxX: right, maxY: top }
}

/** The same paper with other limits, written as short as they can be. */
export function withHardClip(paper: HpglPaper, { minX, minY, maxX, maxY }: Box): HpglPaper {
  const { maxX: _x, maxY: _y, hardClip: _clip, ...rest } = paper
  return minX === 0 && minY === 0 ? { ...rest, maxX, maxY } : { ...rest, hardClip: [minX, minY, maxX, maxY] }
}
