import { type Leaving, turnBetween } from './leaving.ts'

/** A stroke that crosses others bends no more than this on its way through, in radians. */
const mostTurn = 0.6
/** More arms than this come up only in blots. */
const mostArms = 8

/** An arm of a crossing: how it goes in, and at which end of the bone between. */
export type Arm = { readonly out: Leaving; readonly isFrom: boolean }

/**
 * Whether a run of ink between two forks is where strokes lie over each other: all arms go on straight in another, and
 * two pairs or more do so over the run, on a way that lies in the ink. `isInk` is asked about places on the way.
 */
export function isOverlap(arms: readonly Arm[], isInk: (x: number, y: number) => boolean): boolean {
  if (arms.length < 4 || arms.length % 2 || arms.length > mostArms) return false
  const pairs = straightest(arms)
  if (!pairs) return false
  const over = pairs.filter(([a, b]) => a.isFrom !== b.isFrom)
  return over.length > 1 && over.every(([a, b]) => staysInInk(a.out, b.out, isInk))
}

type Pairs = (readonly [Arm, Arm])[]

/** The pairs in which the arm that turns most turns least, none of them more than a crossing stroke does. */
function straightest(arms: readonly Arm[]): Pairs | undefined {
  let found: Pairs | undefined
  let least = mostTurn
  const pair = (rest: readonly Arm[], pairs: Pairs, worst: number): void => {
    const [first, ...others] = rest
    if (!first) {
      found = pairs
      least = worst
      return
    }
    others.forEach((other, index) => {
      const turn = Math.max(worst, turnBetween(first.out, other.out))
      if (turn < least) pair(others.toSpliced(index, 1), [...pairs, [first, other]], turn)
    })
  }
  pair(arms, [], 0)
  return found
}

function staysInInk(a: Leaving, b: Leaving, isInk: (x: number, y: number) => boolean): boolean {
  const way = bridge(a, b)
  for (let k = 0; k < way.length; k += 2) if (!isInk(way[k], way[k + 1])) return false
  return true
}

/** The points, a pixel apart, of the cubic that leaves `a` and arrives at `b` in their directions, both left out. */
export function bridge(a: Leaving, b: Leaving): number[] {
  const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2)
  const steps = Math.ceil(length)
  const points: number[] = []
  for (let step = 1; step < steps; step++) {
    const t = step / steps
    const s = 1 - t
    const fromA = s * s * (1 + 2 * t)
    const fromB = t * t * (3 - 2 * t)
    const outA = s * s * t * length
    const outB = t * t * s * length
    points.push(
      a.x * fromA + b.x * fromB + a.dx * outA + b.dx * outB,
      a.y * fromA + b.y * fromB + a.dy * outA + b.dy * outB,
    )
  }
  return points
}
