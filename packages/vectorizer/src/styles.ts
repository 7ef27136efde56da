import { coloring } from './fill/coloring.ts'
import { crosshatch } from './fill/crosshatch.ts'
import { fill } from './fill/fill.ts'
import { flow } from './fill/flow.ts'
import { halftone } from './fill/halftone.ts'
import { hatch } from './fill/hatch.ts'
import { lowpoly } from './fill/lowpoly.ts'
import { sketch } from './fill/sketch.ts'
import { spiral } from './fill/spiral.ts'
import { squiggle } from './fill/squiggle.ts'
import { stipple } from './fill/stipple.ts'
import { tsp } from './fill/tsp.ts'
import type { Style } from './style.ts'
import { centerline } from './trace/centerline.ts'
import { contour } from './trace/contour.ts'
import { lines } from './trace/lines.ts'

/** The ways of drawing, in the order of every menu. Each is one file under its stage. */
const list = [
  lines,
  centerline,
  sketch,
  hatch,
  crosshatch,
  flow,
  contour,
  stipple,
  tsp,
  spiral,
  squiggle,
  halftone,
  lowpoly,
  fill,
  coloring,
] as const
export const styles: readonly Style<StyleName>[] = list

export type StyleName = (typeof list)[number]['name']
export const styleNames = list.map(({ name }) => name)

/** The schemas of all styles' parameters, by their keys in a recipe. */
type AllParameters = Together<(typeof list)[number]['parameters']>
type Together<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer All) => void
  ? { readonly [Key in keyof All]: All[Key] }
  : never
export const parameterSchemas: AllParameters = Object.assign({}, ...list.map(({ parameters }) => parameters))

/** The style of that name. */
export function styleOf(name: StyleName): Style<StyleName> {
  const style = styles.find((candidate) => candidate.name === name)
  if (!style) throw new RangeError(`Expected one of ${styleNames.join(', ')}, got ${name}.`)
  return style
}

/** The keys of a recipe that hold this style's own parameters. */
export function parameterKeysOf(name: StyleName): readonly (keyof AllParameters)[] {
  return Object.keys(styleOf(name).parameters).filter(isParameterKey)
}

function isParameterKey(key: string): key is keyof AllParameters {
  return Object.hasOwn(parameterSchemas, key)
}
