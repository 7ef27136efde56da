import type { PlanSteps } from '@plotline/strokes'
import { fromStorage } from '../../components/from-storage.ts'
import type { FileForm } from './files/file-form.ts'
import type { PenPlan } from './pens/pens.ts'
import type { Place } from './place.ts'

/** All that a person sets on the plot page of a drawing. */
export type KeptSetup = {
  readonly place: Place
  readonly pens: PenPlan
  readonly steps: PlanSteps
  readonly hidesCovered: boolean
  readonly fromPercent: number
  readonly form: FileForm
}

/** Counted up when what is kept changes its shape: what an older page kept is then left. */
const version = 2
const keyOf = (jobId: string) => `plotline:plot:${jobId}`

/** Keeps how a drawing is set up for as long as the browser's tab lives. */
export function keepSetup(storage: () => Pick<Storage, 'setItem'>, jobId: string, setup: KeptSetup): void {
  fromStorage(() => storage().setItem(keyOf(jobId), JSON.stringify({ version, setup })))
}

/** How a drawing of so many pens was set up last in this tab; null where it was not. */
export function recallSetup(
  storage: () => Pick<Storage, 'getItem'>,
  jobId: string,
  pens: number,
): KeptSetup | null {
  const kept = fromStorage(() => JSON.parse(storage().getItem(keyOf(jobId)) ?? 'null'))
  if (kept?.version !== version || kept.setup?.pens?.layers?.length !== pens) return null
  return kept.setup
}
