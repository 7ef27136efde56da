import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type Chain, reverseChain, sliceChain } from '../chain.ts'
import { headingOf, hookAt } from './hooks.ts'
import { type See, visitNearEnds } from './near-ends.ts'

/** Over how many points an end's direction is read. */
const tailPx = 10
/** An end goes on to what lies within about 35° of its direction … */
const ahead = 0.82
/** … or so near that it has no direction to it, in pixels. */
const touchPx = 2
/** What runs beside it, within about 30°, is a neighbor and nothing to stop at: hairs, folds and rings stay apart. */
const besides = 0.87
/** At another's end the pen turns by no more than about 100°. */
const uTurn = -0.2
/** Another end is worth going a little farther for: two lines become one. */
const endWorth = 0.6

/** Where an end lands: a place, and the end that is there, or -1. */
type Landing = { readonly x: number; readonly y: number; readonly end: number; readonly cost: number }

/**
 * Runs loose ends on to the line they are heading for, within `reachPx`: no hand stops a hair before the line that it
 * draws up to. Where two edges meet, their gradients mix and the last pixels of the one that stops turn along the other:
 * such a hook is cut off where the line lands better without it. Points are expected about a pixel apart.
 */
export async function landEnds(
  chains: readonly Chain[],
  reachPx: number,
  pace: Pace = unpaced,
): Promise<Chain[]> {
  const hooks = chains.map((chain) => [hookAt(chain, true), hookAt(chain, false)])
  const straight = chains.map((chain, index) =>
    chain.closed ? chain : sliceChain(chain, hooks[index][0], chain.strength.length - hooks[index][1]),
  )
  const straightLandings = await findLandings(straight, reachPx, pace)
  const landings = await findLandings(chains, reachPx, pace)
  return chains.map((chain, index) => {
    if (chain.closed) return chain
    const before = straightLandings.get(index * 2)
    const after = straightLandings.get(index * 2 + 1)
    const from = before ? hooks[index][0] : 0
    const to = chain.strength.length - (after ? hooks[index][1] : 0)
    const kept = sliceChain(chain, from, to)
    const first = before ?? landings.get(index * 2)
    const last = after ?? landings.get(index * 2 + 1)
    const isLed = (landing: Landing | undefined, end: number) =>
      // Of two ends that land on each other one stays.
      landing &&
      !(landing.end > end && (straightLandings.get(landing.end) ?? landings.get(landing.end))?.end === end)
    const led = last && isLed(last, index * 2 + 1) ? runOn(kept, last.x, last.y) : kept
    return first && isLed(first, index * 2) ? reverseChain(runOn(reverseChain(led), first.x, first.y)) : led
  })
}

/** For each loose end, by number, where it lands; nothing for those that head for nothing. */
async function findLandings(
  chains: readonly Chain[],
  reachPx: number,
  pace: Pace,
): Promise<Map<number, Landing>> {
  const landings = new Map<number, Landing>()
  const see: See = (end, target, point, distance) => {
    const { points, strength } = chains[end >> 1]
    const tip = end & 1 ? strength.length - 1 : 0
    // Its own last stretch is no line to land on.
    if (target === end >> 1 && Math.abs(point - tip) < 4 * reachPx) return
    const inner = end & 1 ? Math.max(0, tip - tailPx) : Math.min(strength.length - 1, tailPx)
    const { dx, dy } = headingOf(points, tip * 2, inner * 2)
    const x = chains[target].points[point * 2]
    const y = chains[target].points[point * 2 + 1]
    const along = (x - points[tip * 2]) * dx + (y - points[tip * 2 + 1]) * dy
    if (distance > touchPx && along < ahead * distance) return
    const there = directionAt(chains[target], point)
    const beside = there.dx * dx + there.dy * dy
    const last = chains[target].strength.length - 1
    const isEnd = !chains[target].closed && (point === 0 || point === last)
    // Going on at another's end is no U-turn; there a chain runs away from its first point and towards its last.
    const meets = isEnd ? (point === 0 ? beside > uTurn : -beside > uTurn) : Math.abs(beside) < besides
    if (!meets) return
    const cost = (2 * distance - along) * (isEnd ? endWorth : 1)
    if (cost >= (landings.get(end)?.cost ?? Number.POSITIVE_INFINITY)) return
    landings.set(end, { x, y, end: isEnd ? target * 2 + (point === 0 ? 0 : 1) : -1, cost })
  }
  await visitNearEnds(chains, [...chains.keys()], reachPx, see, pace)
  return landings
}

/** The direction of a chain at one of its points. */
function directionAt({ points, closed, strength }: Chain, point: number): { dx: number; dy: number } {
  const count = strength.length
  const reach = 3
  const before = closed ? (point - reach + count) % count : Math.max(0, point - reach)
  const after = closed ? (point + reach) % count : Math.min(count - 1, point + reach)
  return headingOf(points, after * 2, before * 2)
}

/** The line with a straight piece to (x, y) at its end, its points a pixel apart. */
function runOn({ points, strength, closed }: Chain, x: number, y: number): Chain {
  const fromX = points[points.length - 2]
  const fromY = points[points.length - 1]
  const steps = Math.max(1, Math.ceil(Math.sqrt((x - fromX) ** 2 + (y - fromY) ** 2)))
  const longer = new Float64Array(points.length + steps * 2)
  longer.set(points)
  for (let k = 1; k <= steps; k++) {
    longer[points.length + k * 2 - 2] = fromX + ((x - fromX) * k) / steps
    longer[points.length + k * 2 - 1] = fromY + ((y - fromY) * k) / steps
  }
  const stronger = new Float32Array(strength.length + steps).fill(strength[strength.length - 1])
  stronger.set(strength)
  return { points: longer, strength: stronger, closed }
}
