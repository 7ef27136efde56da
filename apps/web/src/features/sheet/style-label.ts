import type { Recipe } from '@plotline/vectorizer'

/** Styles by the name the studio has for them, for pages that only name a style and need not load the engine. */
const labels: Readonly<Record<Recipe['style'], string>> = {
  lines: 'Lines',
  centerline: 'Centerline',
  sketch: 'Sketch',
  hatch: 'Hatch',
  crosshatch: 'Crosshatch',
  flow: 'Flow',
  contour: 'Contours',
  stipple: 'Stipple',
  tsp: 'One line',
  spiral: 'Spiral',
  squiggle: 'Squiggle',
  halftone: 'Halftone',
  lowpoly: 'Low poly',
  fill: 'Fill',
  coloring: 'Coloring page',
}

/** "lowpoly" -> "Low poly"; a style of another version by its plain name. */
export const styleLabel = (name: string): string =>
  Object.hasOwn(labels, name) ? labels[name as Recipe['style']] : name
