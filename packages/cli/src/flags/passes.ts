import type { Drawing, PlanSteps } from '@plotline/strokes'
import { readWhole } from '../arguments.ts'
import { UsageError } from '../errors.ts'

const mostPasses = 10

/** What each `--passes` says: a number for all layers, or `NAME=2` for the layer of that name or number. */
export function readPasses(given: readonly string[]): Pick<PlanSteps, 'passes' | 'passesOf'> {
  let passes = 1
  const passesOf: [string, number][] = []
  for (const text of given) {
    const at = text.lastIndexOf('=')
    const count = readWhole('--passes', text.slice(at + 1), 1, mostPasses)
    if (at < 0) passes = count
    else passesOf.push([text.slice(0, at), count])
  }
  return { passes, passesOf: Object.fromEntries(passesOf) }
}

/** Refuses passes for a layer that a drawing, that of the input, has not. */
export function checkPassesOf(passesOf: PlanSteps['passesOf'], { layers }: Drawing, input: string): void {
  const known = layers.map(({ pen }, i) => [String(i + 1), pen.name])
  for (const name of Object.keys(passesOf)) {
    if (known.some((names) => names.includes(name))) continue
    const layerNames = known.map((names) => names.join(' '))
    throw new UsageError(
      `${input}: --passes: there is no layer "${name}"; expected one of ${layerNames.join(', ')}`,
    )
  }
}
