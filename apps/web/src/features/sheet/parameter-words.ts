import type { OrderLevel, SeamKind, StrokeSort } from '@plotline/strokes'

/** The ways to order strokes. */
export const sortLabels: Readonly<Record<StrokeSort, string>> = {
  'as-drawn': 'As drawn',
  travel: 'Least travel',
  time: 'Least time on this machine',
  'outside-in': 'From the outside in',
  'left-to-right': 'From left to right',
  'darkest-first': 'Darkest parts first',
  reverse: 'From the end to the start',
}

/** How much work goes into an order. */
export const effortLabels: Readonly<Record<OrderLevel, string>> = {
  none: 'None',
  greedy: 'Least',
  fast: 'Fast',
  good: 'Good',
  best: 'Best, takes longest',
}

/** Where loops begin. */
export const seamLabels: Readonly<Record<SeamKind, string>> = {
  travel: 'Where it costs least travel',
  hidden: 'In their sharpest corner',
  spread: 'Spread around them',
}

type Words = {
  /** Of the parameter, where its name does not say it. */
  readonly label?: string
  /** Of the values it is chosen from. */
  readonly choices?: Readonly<Record<string, string>>
}

/** What parameters of the recipe are called that are known by another name, or chosen from a list. */
const words: Readonly<Record<string, Words>> = {
  'tone.rotateDeg': { label: 'Turn' },
  'lines.detector': {
    label: 'Edges found by',
    choices: { canny: 'Canny', flow: 'Flow (FDoG)', xdog: 'XDoG', learned: 'Learned, by a model' },
  },
  'lines.sigmaPx': { label: 'Blur before' },
  'lines.lowPercentile': { label: 'Faint edges from percentile' },
  'lines.highPercentile': { label: 'Strong edges from percentile' },
  'lines.minLengthMm': { label: 'Shortest line' },
  'lines.spurMm': { label: 'Side branches' },
  'centerline.ink': {
    label: 'Marks',
    choices: { auto: 'Found by itself', dark: 'Dark on light', light: 'Light on dark' },
  },
  'centerline.solidMm': { label: 'Outlined when wider than' },
  'centerline.minLengthMm': { label: 'Shortest line' },
  'centerline.gapMm': { label: 'Gaps closed up to' },
  'contour.minLengthMm': { label: 'Shortest line' },
  'halftone.kind': { label: 'Made of', choices: { dots: 'Dots', lines: 'Lines' } },
  'fill.inks': { label: 'Colors', choices: { color: 'Color', gray: 'Shades of gray', black: 'Black alone' } },
  'fill.colors': { label: 'Number of colors' },
  'fill.arrangement': {
    choices: { stacked: 'Reaching under each other', cutout: 'Side by side, as for cutting' },
  },
  'fill.leastMm2': { label: 'Smallest area' },
  'fill.leavePaper': { label: 'Leave the paper bare' },
  'coloring.colors': { label: 'Number of colors' },
  'coloring.leastMm2': { label: 'Smallest area' },
  'coloring.numberMm': { label: 'Height of numbers' },
  'plan.simplifyMm': { label: 'Simplify within' },
  'plan.mergeMm': { label: 'Join ends within' },
  'plan.order': { label: 'Effort', choices: effortLabels },
  'plan.minStrokeMm': { label: 'Shortest stroke' },
  'plan.sort': { label: 'Order of strokes', choices: sortLabels },
  'plan.dedupeMm': { label: 'Doubled ink within' },
  'plan.seams': { label: 'Loops begin', choices: seamLabels },
  'plan.refillMm': { label: 'Refill the pen after' },
}

const units: readonly [string, string][] = [
  ['Mm2', 'mm²'],
  ['Mm', 'mm'],
  ['Px', 'px'],
  ['Deg', '°'],
]

/** What a parameter of the recipe is called, and the unit it is in: `hatch.spacingMm` is “Spacing” in mm. */
export function labelOf(path: string): { label: string; unit: string | undefined } {
  const name = path.slice(path.indexOf('.') + 1)
  const [suffix, unit] = units.find(([ending]) => name.endsWith(ending)) ?? ['', undefined]
  const plain = name
    .slice(0, name.length - suffix.length)
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return { label: words[path]?.label ?? capitalized(plain), unit }
}

/** What a value of a parameter is called. */
export const choiceLabel = (path: string, value: string): string =>
  words[path]?.choices?.[value] ?? capitalized(value)

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
