import { createAreaPile } from '../../geometry/areas/area-pile.ts'
import { createInside } from '../../geometry/areas/inside.ts'
import { chainCount, isStraightPiece, pointOn } from '../../geometry/curves/chain-pieces.ts'
import { flattenCurves } from '../../geometry/curves/flatten.ts'
import { type Box, pointsBox } from '../../geometry/polyline.ts'
import type { Area, Sheet } from '../../types.ts'
import { flatnessMm } from './outline.ts'

/** Half of what our own files round the contours of areas to, in mm. */
const slackMm = 0.006

/**
 * The borders of areas as chains of Béziers, what several contours go along once; they run on as far as the contour does
 * that has them last, a whole contour closed. What lies under later areas is none of them, nor is the frame of a picture
 * that fills the sheet's margins.
 */
export function borderChains(areas: readonly Area[], sheet: Sheet): Float64Array[] {
  const frame = frameOf(areas, sheet)
  const taken = new Set<string>()
  const later = createAreaPile(pointsBox(areas.flatMap(({ contours }) => contours)))
  const isHidden = (contour: Float64Array, piece: number) => {
    const [x, y] = pointOn(contour, piece, 0.5)
    return later.over({ minX: x, minY: y, maxX: x, maxY: y }).some((area) => area.holds(x, y))
  }
  return areas.toReversed().flatMap(({ contours }) => {
    const chains = contours.flatMap((contour) => {
      const count = chainCount(contour)
      const isNew = Array.from({ length: count }, (_, piece) => {
        const key = keyOf(contour.subarray(piece * 6, piece * 6 + 8))
        if (taken.has(key) || isHidden(contour, piece)) return false
        if (frame && isOnFrame(contour, piece, frame)) return false
        taken.add(key)
        return true
      })
      // Begun after a border that is taken, no run goes over the contour's start.
      const first = isNew.indexOf(false) + 1
      const chains: number[][] = []
      for (let i = 0, isRunning = false; i < count; i++) {
        const piece = (first + i) % count
        const k = piece * 6
        if (isNew[piece] && !isRunning) chains.push([contour[k], contour[k + 1]])
        if (isNew[piece]) chains.at(-1)?.push(...contour.subarray(k + 2, k + 8))
        isRunning = isNew[piece]
      }
      return chains.map((chain) => Float64Array.from(chain))
    })
    const outlines = contours.map((contour) => flattenCurves(contour, flatnessMm, true))
    later.add(createInside(outlines, 'evenodd'))
    return chains
  })
}

/** The same for both directions of a curve, whatever the last digits. */
function keyOf(curve: Float64Array): string {
  const points = [0, 2, 4, 6].map((i) => `${Math.round(curve[i] * 1e3)} ${Math.round(curve[i + 1] * 1e3)}`)
  const [there, back] = [points.join(), points.toReversed().join()]
  return there < back ? there : back
}

/** The box of all areas where they fill the margins one way and are centered the other, as a whole picture does. */
function frameOf(areas: readonly Area[], { widthMm, heightMm, marginMm }: Sheet): Box | null {
  const nodes = areas.flatMap(({ contours }) => contours.map((curves) => curves.filter((_, i) => i % 6 < 2)))
  const box = pointsBox(nodes)
  const isCentered =
    Math.abs(box.minX + box.maxX - widthMm) < 2 * slackMm &&
    Math.abs(box.minY + box.maxY - heightMm) < 2 * slackMm
  const isFull = Math.abs(Math.min(box.minX, box.minY) - marginMm) < slackMm
  return isCentered && isFull ? box : null
}

function isOnFrame(contour: Float64Array, piece: number, { minX, minY, maxX, maxY }: Box): boolean {
  const [x0, y0, , , , , x1, y1] = contour.subarray(piece * 6, piece * 6 + 8)
  const isAt = (a: number, b: number, side: number) =>
    Math.abs(a - side) < slackMm && Math.abs(b - side) < slackMm
  const isAlong = isAt(x0, x1, minX) || isAt(x0, x1, maxX) || isAt(y0, y1, minY) || isAt(y0, y1, maxY)
  return isAlong && isStraightPiece(contour, piece)
}
