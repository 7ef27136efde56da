import { isStraightPiece } from '../../geometry/curves/chain-pieces.ts'
import type { Area } from '../../types.ts'
import { formatNumber } from '../numbers.ts'

/** Areas are written in hundredths of a millimetre: finer than a printer's dot, and without a decimal point. */
export const areaUnitMm = 0.01

/**
 * An area's contours as SVG path data in units of `areaUnitMm`: absolute starts, relative curves, straight ones as
 * lines. Differences are taken between rounded points, so that neighbors that share a border share it in the file too.
 */
export function areaPathData({ contours }: Area): string {
  return contours.map((contour) => pathData(contour, 1 / areaUnitMm, String, true)).join('')
}

/** One chain of Béziers as path data in their own unit. */
export function curvePathData(points: Float64Array, decimals: number, closed: boolean): string {
  const unit = 10 ** decimals
  const short = (value: number) => formatNumber(value / unit, decimals).replace(/^(-?)0\./, '$1.')
  return pathData(points, unit, short, closed)
}

/** The points as whole numbers of which `unit` make one, each written by `short`. */
function pathData(
  points: Float64Array,
  unit: number,
  short: (value: number) => string,
  closed: boolean,
): string {
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
