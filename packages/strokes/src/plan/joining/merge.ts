import { resultOf } from '../../geometry/steps.ts'
import type { Stroke, Tones } from '../../types.ts'
import { chainStrokes } from './chain.ts'
import { pairSteps } from './pair-ends.ts'

/**
 * Joins strokes whose ends lie within `toleranceMm`, reversing where that helps. At a junction the smoothest
 * continuation is joined first; loops that touch another stroke's end are taken into it, so that the number of strokes
 * comes close to the Euler minimum; a stroke whose own ends meet is closed. Strokes of
 * different tones stay apart. Ink is kept, only gaps up to the tolerance
 * are added. Closed strokes and dots pass through. O(n log n). Running it twice changes nothing.
 */
export function mergeStrokes(strokes: readonly Stroke[], toleranceMm: number): Stroke[] {
  return resultOf(mergeSteps(strokes, toleranceMm))
}

/** `mergeStrokes` in steps of a few milliseconds, each reporting progress 0…1. */
export function* mergeSteps(strokes: readonly Stroke[], toleranceMm: number): Generator<number, Stroke[]> {
  if (!(toleranceMm >= 0)) return [...strokes]
  const merged: Placed[] = []
  for (const alike of alikeStrokes(strokes)) {
    for (const { at, stroke } of yield* joinAlike(alike.strokes, toleranceMm))
      merged.push({ at: alike.places[at], stroke })
  }
  return merged.sort((a, b) => a.at - b.at).map(({ stroke }) => stroke)
}

type Placed = { readonly at: number; readonly stroke: Stroke }

/** Strokes that may be joined: of the same tones, borders apart from others; and which of all they are. */
function alikeStrokes(
  strokes: readonly Stroke[],
): { readonly strokes: Stroke[]; readonly places: number[] }[] {
  type Group = { readonly strokes: Stroke[]; readonly places: number[] }
  const createGroup = (): Group => ({ strokes: [], places: [] })
  const byTones = new Map<Tones | undefined, { borders: Group; others: Group }>()
  for (const [place, stroke] of strokes.entries()) {
    const { tones, isBorder } = stroke
    const alike = byTones.get(tones) ?? { borders: createGroup(), others: createGroup() }
    byTones.set(tones, alike)
    const group = isBorder ? alike.borders : alike.others
    group.strokes.push(stroke)
    group.places.push(place)
  }
  return [...byTones.values()].flatMap(({ borders, others }) => [others, borders])
}

function* joinAlike(strokes: readonly Stroke[], toleranceMm: number): Generator<number, Placed[]> {
  const open: number[] = []
  const placed: Placed[] = []
  for (const [at, stroke] of strokes.entries()) {
    if (!stroke.closed && stroke.points.length >= 4) open.push(at)
    else placed.push({ at, stroke })
  }
  const pieces = open.map((at) => strokes[at])
  const partner = yield* pairSteps(pieces, toleranceMm)
  for (const chain of chainStrokes(pieces, partner)) {
    placed.push({ at: open[chain.first], stroke: chain.stroke })
  }
  return placed
}
