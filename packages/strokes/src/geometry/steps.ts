/** What work in steps comes to, all its steps taken at once. */
export function resultOf<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Points between two reports: some milliseconds of work. */
const stepPoints = 20_000

/** All that `to` makes of each line, in steps of a few milliseconds. Reports 0…1. */
export function* flatMapSteps<L extends { readonly points: Float64Array }, T>(
  lines: readonly L[],
  to: (line: L) => readonly T[],
): Generator<number, T[]> {
  const made: T[] = []
  let points = 0
  for (const [i, line] of lines.entries()) {
    for (const one of to(line)) made.push(one)
    points += line.points.length
    if (points < stepPoints) continue
    points = 0
    yield i / lines.length
  }
  return made
}

/** Steps as a part of longer work: what they report, 0…1, is reported as `from`…`to`. */
export function* scaled<T>(steps: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield from + (to - from) * step.value
  }
}
