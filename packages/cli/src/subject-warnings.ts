import type { Isolation } from '@plotline/imaging'

/** What an isolation warns of, and why its model did not run. */
export function subjectWarnings({ warnings, modelError }: Isolation): string[] {
  return modelError ? [...warnings, modelError.message] : warnings
}
