import { strokeLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'

/** Drops strokes shorter than `minMm` along their points; the order of the rest stays. */
export function filterShort(strokes: readonly Stroke[], minMm: number): Stroke[] {
  return strokes.filter((stroke) => stroke.points.length > 0 && strokeLength(stroke) >= minMm)
}
