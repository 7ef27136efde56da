import { isStraightPiece } from '../geometry/chain-pieces.ts'
import type { Region } from '../types.ts'
import { formatNumber } from './numbers.ts'

/** A hundredth of a millimetre: finer than a printer's dot, and short to write. */
const regionDecimals = 2

/**
 * A region's contours as SVG path data: absolute starts, relative curves, straight ones as lines. Differences are taken
 * between rounded points, so that neighbors that share a border share it in the file too.
 */
export function regionPathData({ contours }: Region): string {
  return contours.map((contour) => curvePathData(contour, regionDecimals, true)).join('')
}

/** One chain of Béziers as path data, as `regionPathData` writes it. */
export function curvePathData(points: Float64Array, decimals: number, closed: boolean): string {
  const unit = 10 ** decimals
  const short = (value: number) => formatNumber(value / unit, decimals).replace(/^(-?)0\./, '$1.')
  /** A number after another: a minus parts them as well as a space. */
  const joined = (value: number) => {
    const text = short(value)
    return text.startsWith('-') ? text : ` ${text}`
  }
  let x = Math.round(points[0] * unit)
  let y = Math.round(points[1] * unit)
  let data = `M${short(x)}${joined(y)}`
  let command = 'M'
  for (let k = 2; k + 5 < points.length; k += 6) {
    const steps: number[] = []
    for (let i = 0; i < 6; i += 2) {
      steps.push(Math.round(points[k + i] * unit) - x, Math.round(points[k + i + 1] * unit) - y)
    }
    const isStraight = isStraightPiece(points, (k - 2) / 6)
    if (isStraight && command !== 'M' && steps[4] === 0 && steps[5] === 0) continue
    const next = isStraight ? 'l' : 'c'
    const [first, ...rest] = isStraight ? steps.slice(4) : steps
    data += next === command ? joined(first) : `${next}${short(first)}`
    data += rest.map(joined).join('')
    command = next
    x += steps[4]
    y += steps[5]
  }
  return closed ? `${data}z` : data
}
