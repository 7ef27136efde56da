import { type Cost, estimateCost, type Recipe, recipeSchema } from '@plotline/vectorizer'
import type { Tier } from '../queue/queues.ts'

/** The most that one drawing may take, by what is estimated before it is drawn. */
export type CostBound = Pick<Cost, 'cpuSeconds' | 'memoryBytes' | 'resultBytes'>

/**
 * By tier. Nobody's drawing may need more memory than a thread has, nor come out larger than the bucket takes; how long it
 * may keep a lane is the tier's.
 */
export const costBounds = {
  free: { cpuSeconds: 60, memoryBytes: 800e6, resultBytes: 45e6 },
  paid: { cpuSeconds: 180, memoryBytes: 800e6, resultBytes: 45e6 },
} as const satisfies Record<Tier, CostBound>

/** Drawings that take longer are long ones: they wait for each other, and short ones do not wait for them. */
const shortSeconds = 10

/** Whether a recipe takes so long that others should not have to wait behind it. */
export function isLong(recipe: Recipe): boolean {
  return estimateCost(recipe).cpuSeconds > shortSeconds
}

/** Why a recipe is more than one drawing may take, in a sentence that names what to turn. */
export type CostProblem = { readonly sentence: string; readonly paths: readonly string[] }

/** Null for a recipe that stays within the bounds of a tier. */
export function costProblemOf(recipe: Recipe, tier: Tier): CostProblem | null {
  const bound = costBounds[tier]
  const cost = estimateCost(recipe)
  const [worst, excess] = excessOf(cost, bound)
  if (excess <= 1) return null
  const helpful = knobsOf(recipe).filter(
    ({ relaxed }) => excessOf(estimateCost(relaxed), bound)[1] < excess * 0.8,
  )
  const [first, ...others] = helpful.map(({ words }) => words)
  const last = others.pop()
  const advice = [[first, ...others].join(', '), last].filter(Boolean).join(' or ') || 'Another style'
  return {
    sentence: `This drawing would take ${measures[worst](cost, bound)}. ${capitalized(advice)} will help.`,
    paths: helpful.map(({ path }) => `recipe.${path}`),
  }
}

type Measure = keyof CostBound

const measures: Record<Measure, (cost: Cost, bound: CostBound) => string> = {
  cpuSeconds: (cost, bound) =>
    `about ${count(cost.cpuSeconds)} seconds of work; ${bound.cpuSeconds} is the most`,
  memoryBytes: (cost, bound) =>
    `about ${megabytes(cost.memoryBytes)} of memory; ${megabytes(bound.memoryBytes)} is the most`,
  resultBytes: (cost, bound) =>
    `a file of about ${megabytes(cost.resultBytes)}; ${megabytes(bound.resultBytes)} is the most`,
}

/** What is exceeded most, and how far: 1 is just within. */
function excessOf(cost: Cost, bound: CostBound): [Measure, number] {
  const all = (Object.keys(measures) as Measure[]).map((name): [Measure, number] => [
    name,
    cost[name] / bound[name],
  ])
  return all.reduce((a, b) => (b[1] > a[1] ? b : a))
}

type Knob = { readonly words: string; readonly path: string; readonly relaxed: Recipe }

/** What a person can turn, each as it is where nobody has turned it. */
function knobsOf(recipe: Recipe): Knob[] {
  const { style, plan, page, knobs, separation } = recipe
  const plain = recipeSchema.parse({ style })
  const own = ownWords[style]
  // A sketch is shaded by what is said of hatching.
  const ownKey = style === 'sketch' ? 'hatch' : style
  return [
    ...(own
      ? [{ words: own, path: ownKey, relaxed: { ...recipe, [ownKey]: plain[ownKey as 'stipple'] } }]
      : []),
    { words: 'fewer passes', path: 'plan.passes', relaxed: { ...recipe, plan: { ...plan, passes: 1 } } },
    {
      words: 'less effort for the order',
      path: 'plan.order',
      relaxed: { ...recipe, plan: { ...plan, order: 'fast' } },
    },
    {
      words: 'less density',
      path: 'knobs.density',
      relaxed: { ...recipe, knobs: { ...knobs, density: 0.5 } },
    },
    { words: 'less detail', path: 'knobs.detail', relaxed: { ...recipe, knobs: { ...knobs, detail: 0.5 } } },
    {
      words: 'fewer colors',
      path: 'separation',
      relaxed: { ...recipe, separation: { ...separation, mode: 'none' } },
    },
    {
      words: 'a smaller working size',
      path: 'workingPx',
      relaxed: { ...recipe, workingPx: plain.workingPx },
    },
    {
      words: 'a wider pen',
      path: 'pens',
      relaxed: {
        ...recipe,
        pens: recipe.pens.map((pen) => ({ ...pen, widthMm: Math.max(0.3, pen.widthMm) })),
      },
    },
    { words: 'smaller paper', path: 'page.paper', relaxed: { ...recipe, page: { ...page, paper: 'a4' } } },
  ]
}

/** What the style's own parameters are about. */
const ownWords: Partial<Record<Recipe['style'], string>> = {
  sketch: 'wider spacing',
  hatch: 'wider spacing',
  crosshatch: 'wider spacing',
  flow: 'wider spacing',
  contour: 'fewer levels',
  stipple: 'fewer dots',
  tsp: 'fewer points',
  spiral: 'wider turns',
  squiggle: 'wider rows',
  halftone: 'larger cells',
  lowpoly: 'fewer corners',
  fill: 'fewer colors',
  coloring: 'fewer colors',
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const count = (value: number): string => Math.round(value).toLocaleString('en-US')
const megabytes = (bytes: number): string => `${count(bytes / 1e6)} MB`
