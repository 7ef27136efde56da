import { resultOf } from '../geometry/steps.ts'
import type { Stroke } from '../types.ts'
import { chainStrokes } from './chain.ts'
import { pairSteps } from './pair-ends.ts'

/**
 * Joins strokes whose ends lie within `toleranceMm`, reversing where that helps. At a junction the smoothest
 * continuation is joined first; loops that touch another stroke's end are taken into it, so that the number of strokes
 * comes close to the Euler minimum; a stroke whose own ends meet is closed. Ink is kept, only gaps up to the tolerance
 * are added. Closed strokes and dots pass through. O(n log n). Running it twice changes nothing.
 */
export function mergeStrokes(strokes: readonly Stroke[], toleranceMm: number): Stroke[] {
  return resultOf(mergeSteps(strokes, toleranceMm))
}

/** `mergeStrokes` in steps of a few milliseconds, each reporting progress 0…1. */
export function* mergeSteps(strokes: readonly Stroke[], toleranceMm: number): Generator<number, Stroke[]> {
  if (!(toleranceMm >= 0)) return [...strokes]
  const open: number[] = []
  const placed: { readonly at: number; readonly stroke: Stroke }[] = []
  for (const [at, stroke] of strokes.entries()) {
    if (!stroke.closed && stroke.points.length >= 4) open.push(at)
    else placed.push({ at, stroke })
  }
  const pieces = open.map((at) => strokes[at])
  const partner = yield* pairSteps(pieces, toleranceMm)
  for (const chain of chainStrokes(pieces, partner)) {
    placed.push({ at: open[chain.first], stroke: chain.stroke })
  }
  return placed.sort((a, b) => a.at - b.at).map(({ stroke }) => stroke)
}
