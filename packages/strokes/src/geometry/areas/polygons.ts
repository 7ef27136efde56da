import {
  Clipper,
  FillRule as ClipperRule,
  ClipType,
  EndType,
  JoinType,
  type Path64,
  PolyTree64,
} from 'clipper2-ts'
import type { FillRule } from './inside.ts'

/**
 * Areas grown, shrunk and cut by Clipper2 (Johnson; Vatti 1992), which counts in whole numbers and so neither loses a
 * corner nor crosses itself. Contours are closed polylines in mm, x0, y0, x1, y1 …, the start not repeated; those that come
 * out go round areas one way and round their holes the other.
 */
type Contours = readonly Float64Array[]

/** What Clipper counts in: a tenth of a micrometre. */
const perMm = 1e4
/** How far sides may leave the arcs about corners, in mm. */
const arcMm = 0.002
/** Points that are no nearer than this to the line of their neighbors are kept, in mm. */
const slackMm = 0.001

/** The areas inside contours by a fill rule, each with its holes behind its outer contour. */
export function shapesOf(contours: Contours, rule: FillRule): Float64Array[][] {
  const tree = new PolyTree64()
  const clipperRule = rule === 'evenodd' ? ClipperRule.EvenOdd : ClipperRule.NonZero
  Clipper.booleanOpWithPolyTree(ClipType.Union, toPaths(contours), null, tree, clipperRule)
  const shapes: Float64Array[][] = []
  const visit = (parent: typeof tree): void => {
    for (let i = 0; i < parent.count; i++) {
      const outer = parent.child(i)
      const holes = Array.from({ length: outer.count }, (_, k) => outer.child(k))
      const shape = [outer, ...holes].flatMap(({ poly }) => (poly ? [fromPath(poly)] : []))
      if (shape.length > 0) shapes.push(shape)
      for (const hole of holes) visit(hole)
    }
  }
  visit(tree)
  return shapes
}

/** What is left of areas further than this from their border. */
export function insetBy(contours: Contours, mm: number): Float64Array[] {
  return grown(contours, -mm)
}

/** Areas and all that is not further than this from them, corners rounded. */
export function outsetBy(contours: Contours, mm: number): Float64Array[] {
  return grown(contours, mm)
}

/** What lies in one area and not in the other. */
export function without(contours: Contours, others: Contours): Float64Array[] {
  const paths = Clipper.difference(toPaths(contours), toPaths(others), ClipperRule.NonZero)
  return paths.map(fromPath)
}

/** What a round pen covers that is drawn along open lines. */
export function inkAlong(lines: Contours, widthMm: number): Float64Array[] {
  return Clipper.inflatePaths(
    lines.map(toPath),
    (widthMm / 2) * perMm,
    JoinType.Round,
    EndType.Round,
    2,
    arcMm * perMm,
  ).map(fromPath)
}

/** The area inside contours that go round their holes the other way, in mm². */
export function sumOfAreas(contours: Contours): number {
  return contours.reduce((sum, points) => sum + areaOf(points), 0)
}

/** The area inside a contour, in mm², negative for a hole. */
function areaOf(points: Float64Array): number {
  let twice = 0
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2)
    twice += points[j] * points[i + 1] - points[i] * points[j + 1]
  return twice / 2
}

function grown(contours: Contours, mm: number): Float64Array[] {
  const paths = Clipper.inflatePaths(
    toPaths(contours),
    mm * perMm,
    JoinType.Round,
    EndType.Polygon,
    2,
    arcMm * perMm,
  )
  return Clipper.simplifyPaths(paths, slackMm * perMm).map(fromPath)
}

/** Clipper stumbles over paths without a point. */
function toPaths(contours: Contours): Path64[] {
  return contours.filter((points) => points.length >= 6).map(toPath)
}

function toPath(points: Float64Array): Path64 {
  return Array.from({ length: points.length / 2 }, (_, i) => ({
    x: Math.round(points[i * 2] * perMm),
    y: Math.round(points[i * 2 + 1] * perMm),
  }))
}

function fromPath(path: Path64): Float64Array {
  const points = new Float64Array(path.length * 2)
  for (const [i, { x, y }] of path.entries()) {
    points[i * 2] = x / perMm
    points[i * 2 + 1] = y / perMm
  }
  return points
}
