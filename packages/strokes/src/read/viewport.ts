import { identity, type Matrix } from './matrix.ts'
import type { ViewBox } from './units.ts'

const shares: Record<string, number> = { Min: 0, Mid: 0.5, Max: 1 }

/** Maps a view box onto a viewport as `preserveAspectRatio` says (SVG 1.1, 7.8). */
export function fitViewBox(
  box: ViewBox | null,
  width: number,
  height: number,
  aspect = 'xMidYMid meet',
): Matrix {
  if (!box) return identity
  const [sx, sy] = [width / box.width, height / box.height]
  if (/\bnone\b/.test(aspect)) return [sx, 0, 0, sy, -box.x * sx, -box.y * sy]
  const scale = /\bslice\b/.test(aspect) ? Math.max(sx, sy) : Math.min(sx, sy)
  const [, alignX = 'Mid', alignY = 'Mid'] = aspect.match(/x(Min|Mid|Max)Y(Min|Mid|Max)/) ?? []
  const x = (width - box.width * scale) * shares[alignX]
  const y = (height - box.height * scale) * shares[alignY]
  return [scale, 0, 0, scale, x - box.x * scale, y - box.y * scale]
}
