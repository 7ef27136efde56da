import type { PlanSteps } from '@plotline/strokes'

/** The steps with other passes for one pen; as many as all have is none of its own. */
export function withPasses(steps: PlanSteps, pen: string, passes: number): PlanSteps {
  const others = Object.entries(steps.passesOf).filter(([name]) => name !== pen)
  const own: [string, number][] = passes === steps.passes ? [] : [[pen, passes]]
  return { ...steps, passesOf: Object.fromEntries([...others, ...own]) }
}
