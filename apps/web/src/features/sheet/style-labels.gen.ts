// Made by apps/web/scripts/style-labels.ts from the styles; a test keeps it so.
export const styleLabels = {
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
