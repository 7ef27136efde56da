import { fitsBed } from '../devices/fits-bed.ts'
import type { Device } from '../devices/schema.ts'
import { layerCodes } from '../plan/layer-codes.ts'
import { penNumbers, showsAreas, takesPen, unfilled } from '../plan/pens.ts'
import type { Drawing } from '../types.ts'

/** What formats of lines alone leave out. */
export function areaWarnings({ layers }: Drawing): string[] {
  const hasAreas = layers.some(showsAreas)
  return hasAreas ? ['The areas are not filled: their borders are drawn.'] : []
}

/** SVG is cut to no machine: what is sent to it decides. */
export function bedWarnings({ sheet }: Drawing, device: Device): string[] {
  if (fitsBed(sheet, device)) return []
  const size = ({ widthMm, heightMm }: { widthMm: number; heightMm: number }) =>
    `${Math.round(widthMm)} × ${Math.round(heightMm)} mm`
  return [`The sheet is ${size(sheet)}, more than the ${size(device.bed)} that ${device.label} reaches.`]
}

/**
 * What a format does not do of the codes for AxiDraw in layers' names; where it waits before each pen but the first, it
 * waits before those that ask for it.
 */
export function codeWarnings({ layers }: Drawing, format: string, waits = false): string[] {
  const drawn = layers.filter(({ marks }) => marks.length > 0)
  const left = drawn.flatMap(({ pen }, i) => {
    const { name } = unfilled(pen)
    const codes = layerCodes(name).filter((code) => code !== '!' || !(waits || i === 0))
    return codes.length > 0 ? [`${codes.join(' ')} of “${name}”`] : []
  })
  const named = [...new Set(left)]
  return named.length > 0 ? [`${format} has no codes for AxiDraw; left out: ${named.join(', ')}.`] : []
}

/** A plotter that takes HPGL does not wait for a pen it does not hold: it takes its first ones again. */
export function repeatedPenWarnings({ layers }: Drawing, { label, pens: held }: Device): string[] {
  const drawn = layers.filter(takesPen)
  const pens = Math.max(0, ...penNumbers(drawn.map(({ pen }) => pen)))
  return pens > held ? [`The drawing has ${pens} pens, ${label} has ${held}; they repeat.`] : []
}
