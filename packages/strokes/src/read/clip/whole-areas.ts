import type { FillRule } from '../../geometry/areas/inside.ts'
import { shapesOf, sumOfAreas, without } from '../../geometry/areas/polygons.ts'

type Contours = readonly Float64Array[]

/** A closed area by its contours, in mm. */
export type FilledArea = { readonly contours: Contours; readonly rule: FillRule }

/** Areas are alike to this share of them: corners are moved to a tenth of a micrometre. */
const alike = 1e-4

/**
 * An area's contours such that they mean it by the even-odd rule: as they are where the two rules agree, else the outlines
 * of what is filled.
 */
export function evenOddContours({ contours, rule }: FilledArea): Contours {
  if (rule === 'evenodd' || contours.every(({ length }) => length < 6)) return contours
  if (contours.length === 1 && isConvex(contours[0])) return contours
  const whole = shapesOf(contours, 'nonzero').flat()
  const area = sumOfAreas(whole)
  // Where nothing winds twice, it is as much as the contours go round.
  if (isAlike(Math.abs(sumOfAreas(contours)), area)) return contours
  return isAlike(sumOfAreas(shapesOf(contours, 'evenodd').flat()), area) ? contours : whole
}

/** An area laid on others in a clip path or a mask: added to them, or taken from them. */
export type LaidArea = FilledArea & { readonly isTaken: boolean }

/** What areas leave that are laid one over another, by contours of the even-odd rule; they are joined two by two. */
export function pileAreas(laid: readonly LaidArea[]): Contours {
  if (laid.length === 1) return laid[0].isTaken ? [] : evenOddContours(laid[0])
  let piles = laid.map((one): Pile => {
    const contours = turnedOneWay(one)
    return one.isTaken ? { added: [], taken: contours } : { added: contours, taken: [] }
  })
  while (piles.length > 1) {
    const half = Math.ceil(piles.length / 2)
    piles = Array.from({ length: half }, (_, i) =>
      2 * i + 1 < piles.length ? layOver(piles[2 * i], piles[2 * i + 1]) : piles[2 * i],
    )
  }
  return piles[0]?.added ?? []
}

/** The part of an area that lies in others as well. */
export function areaWithinAll(area: FilledArea, others: readonly FilledArea[]): FilledArea {
  if (others.length === 0) return area
  const within = others.reduce<Contours>(
    (rest, other) => without(rest, without(rest, turnedOneWay(other))),
    turnedOneWay(area),
  )
  return { contours: within, rule: 'nonzero' }
}

/** What is added to what lies below once something is taken from that. */
type Pile = { readonly added: Contours; readonly taken: Contours }

function layOver(below: Pile, above: Pile): Pile {
  const left =
    above.taken.length > 0 && below.added.length > 0 ? without(below.added, above.taken) : below.added
  return { added: joined(left, above.added), taken: joined(below.taken, above.taken) }
}

function joined(some: Contours, others: Contours): Contours {
  if (some.length === 0 || others.length === 0) return some.length === 0 ? others : some
  return shapesOf([...some, ...others], 'nonzero').flat()
}

/** Contours that all go round areas in one way, and round holes in the other. */
function turnedOneWay({ contours, rule }: FilledArea): Contours {
  const [first] = contours
  if (contours.length !== 1 || !isConvex(first)) return shapesOf(contours, rule).flat()
  if (sumOfAreas(contours) >= 0) return contours
  const turned = new Float64Array(first.length)
  for (let i = 0; i < first.length; i += 2) turned.set(first.subarray(i, i + 2), first.length - 2 - i)
  return [turned]
}

function isAlike(some: number, other: number): boolean {
  return Math.abs(some - other) <= alike * Math.max(some, other)
}

/** Whether it turns to one side at every corner, and round once. */
function isConvex(points: Float64Array): boolean {
  let side = 0
  let way = 0
  let turns = 0
  const { length } = points
  for (let i = 0; i < length; i += 2) {
    const [j, k] = [(i + 2) % length, (i + 4) % length]
    const [dx, dy] = [points[j] - points[i], points[j + 1] - points[i + 1]]
    const turn = Math.sign(dx * (points[k + 1] - points[j + 1]) - dy * (points[k] - points[j]))
    if (turn !== 0 && side !== 0 && turn !== side) return false
    side = turn || side
    const next = Math.sign(dx)
    if (next !== 0 && way !== 0 && next !== way) turns++
    way = next || way
  }
  return turns <= 2
}
