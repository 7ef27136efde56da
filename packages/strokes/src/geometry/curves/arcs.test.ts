import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { line } from '../../../testing/strokes.ts'
import { arrangeDrawing, fitArrangement } from '../../page/arrange.ts'
import { dedupeStrokes } from '../../plan/joining/dedupe.ts'
import { mergeStrokes } from '../../plan/joining/merge.ts'
import { simplifyStrokes } from '../../plan/joining/simplify.ts'
import { multipassStrokes } from '../../plan/multipass.ts'
import { placeSeamsBy } from '../../plan/ordering/place-seams.ts'
import { noPlanSteps, planLayers } from '../../plan/plan-layers.ts'
import { splitForRefills } from '../../plan/refill.ts'
import { readSvg } from '../../read/svg.ts'
import type { Drawing, Layer, Stroke } from '../../types.ts'
import { readDrawing, writeJson } from '../../write/json.ts'
import { writeSvg } from '../../write/svg.ts'
import { createInside } from '../areas/inside.ts'
import { clipStrokes } from '../clip.ts'
import { cutStroke } from '../cut-stroke.ts'
import { strokesOf } from '../marks.ts'
import { type Box, distanceToSide, reverseStroke, rotateLoop } from '../polyline.ts'
import { joinArcs, pathOf } from './arcs.ts'
import { chainCount, isStraightPiece } from './chain-pieces.ts'
import { flattenCurves } from './flatten.ts'

function drawn(body: string): Drawing {
  return readSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><g fill="none" stroke="black">${body}</g></svg>`,
  ).drawing
}

function onlyLayer({ layers: [layer] }: Drawing): Layer {
  if (!layer) throw new Error('expected a layer')
  return layer
}

function pathsOf(layer: Layer): (Float64Array | null)[] {
  return strokesOf(layer.marks).map(pathOf)
}

/** Strokes parted where they go over a box's border: what lies inside of it, and what outside. */
function cutInside(strokes: readonly Stroke[], box: Box): Stroke[] {
  const { minX, minY, maxX, maxY } = box
  const inside = createInside([Float64Array.of(minX, minY, maxX, minY, maxX, maxY, minX, maxY)], 'evenodd')
  const spans = (ax: number, ay: number, bx: number, by: number) => inside.spansOf(ax, ay, bx, by)
  const others = (ax: number, ay: number, bx: number, by: number) => {
    const cuts = [0, ...spans(ax, ay, bx, by), 1]
    return cuts.filter((at, i) => (i % 2 === 0 ? at < cuts[i + 1] : at > cuts[i - 1]))
  }
  return [spans, others].flatMap((of) => strokes.flatMap((stroke) => cutStroke(stroke, of)))
}

/** Each piece as the letter it would have in a path. */
function lettersOf(curves: Float64Array | null): string {
  if (!curves) return ''
  return Array.from({ length: chainCount(curves) }, (_, i) => (isStraightPiece(curves, i) ? 'l' : 'c')).join(
    '',
  )
}

async function planned(drawing: Drawing, simplifyMm: number): Promise<Layer> {
  const steps = { ...noPlanSteps, simplifyMm, mergeMm: 0.1, order: 'good' as const }
  return onlyLayer({ ...drawing, layers: await planLayers([drawing], steps, drawing) })
}

/** The farthest that any point of one line lies from another. */
function strayOf(points: Float64Array, from: Float64Array): number {
  let worst = 0
  for (let i = 0; i < points.length; i += 2) {
    let least = Number.POSITIVE_INFINITY
    for (let j = 2; j < from.length; j += 2) {
      least = Math.min(
        least,
        distanceToSide(points[i], points[i + 1], from[j - 2], from[j - 1], from[j], from[j + 1]),
      )
    }
    worst = Math.max(worst, least)
  }
  return worst
}

describe('a stroke that was read from curves', () => {
  const shapes: [string, string, string][] = [
    ['a cubic', '<path d="M10 10c20 0 20 30 40 30"/>', 'c'],
    ['a line into a curve', '<path d="M10 10h20c20 0 20 30 40 30l5 9"/>', 'lcl'],
    ['a parabola and its mirror', '<path d="M10 10q20 40 40 0t40 0"/>', 'cc'],
    ['a circle', '<circle cx="50" cy="50" r="15"/>', 'cccc'],
    ['a rounded rectangle', '<rect x="10" y="10" width="60" height="40" rx="8"/>', 'lclclclc'],
    ['an ellipse aslant', '<ellipse transform="rotate(30 50 50)" cx="50" cy="50" rx="18" ry="6"/>', 'cccc'],
    ['two loops in one path', '<path d="M10 10c9 0 9 9 0 9s-9-9 0-9zM60 60c9 0 9 9 0 9z"/>', 'cc cl'],
  ]
  test.each(shapes)('%s comes back piece by piece', (_, body, letters) => {
    const layer = onlyLayer(drawn(body))
    expect(pathsOf(layer).map(lettersOf).join(' ')).toBe(letters)
  })

  test.each(shapes)('%s comes back from the file that is written', (_, body) => {
    const file = writeSvg(drawn(body))
    const { drawing } = readSvg(file)
    expect(writeSvg(drawing)).toBe(file)
    expect(writeSvg(readDrawing(writeJson(drawing)))).toBe(file)
  })

  test.each([
    ['planned', 0.02],
    ['simplified much', 0.5],
  ])('%s it has the same corners and nodes', async (_, simplifyMm) => {
    const before = drawn('<path d="M5 5h20c20 0 20 30 40 30l5 9"/><path d="M5 60c40-90 60 90 80 0"/>')
    const after = pathsOf(await planned(before, simplifyMm))
    const nodesOf = (curves: Float64Array | null) =>
      Array.from({ length: ((curves?.length ?? 0) + 4) / 6 }, (_, i) =>
        curves?.slice(i * 6, i * 6 + 2).join(),
      )
    expect(after.flatMap(nodesOf).sort()).toEqual(pathsOf(onlyLayer(before)).flatMap(nodesOf).sort())
  })

  test('turned around, begun elsewhere and cut it follows its curve', () => {
    const layer = onlyLayer(drawn('<circle cx="50" cy="50" r="15"/><path d="M10 10c20 0 20 30 40 30"/>'))
    const [circle = line(), wave = line()] = strokesOf(layer.marks)
    const exact = pathsOf(layer).map((curves) => flattenCurves(curves ?? new Float64Array(), 1e-4))
    const box = { minX: 20, minY: 20, maxX: 60, maxY: 60 }
    const changed = [
      ...[rotateLoop(circle, 7), reverseStroke(rotateLoop(circle, 7))].map((stroke) => [stroke, 0] as const),
      [reverseStroke(wave), 1] as const,
      ...clipStrokes([circle], box).map((stroke) => [stroke, 0] as const),
      ...clipStrokes([wave], box).map((stroke) => [stroke, 1] as const),
    ]
    for (const [stroke, of] of changed) {
      const curves = pathOf(stroke)
      expect(lettersOf(curves ?? null)).toMatch(/^c{1,5}$/)
      expect(strayOf(flattenCurves(curves ?? new Float64Array(), 0.001), exact[of])).toBeLessThan(0.016)
      const end = stroke.closed ? 0 : stroke.points.length - 2
      expect(curves?.slice(0, 2)).toEqual(stroke.points.slice(0, 2))
      expect(curves?.slice(-2)).toEqual(stroke.points.slice(end, end + 2))
    }
  })

  const wayOf = (stroke: Stroke) => flattenCurves(pathOf(stroke) ?? new Float64Array(), 1e-3)
  const shapesDrawn = () =>
    strokesOf(onlyLayer(drawn('<circle cx="50" cy="50" r="15"/><path d="M10 10c20 0 20 30 40 30"/>')).marks)

  test.each<[string, (strokes: Stroke[]) => Stroke[]]>([
    ['drawn in passes', (strokes) => multipassStrokes(strokes, 3)],
    [
      'parted for refills',
      (marks) =>
        splitForRefills([{ pen: { name: 'Black', color: '#000000', widthMm: 0.3 }, marks }], 11.3).flatMap(
          (layer) => strokesOf(layer.marks),
        ),
    ],
    [
      'parted and joined again',
      (strokes) => mergeStrokes(cutInside(strokes, { minX: 20, minY: 20, maxX: 52, maxY: 52 }), 1e-6),
    ],
    ['freed of doubles', (strokes) => dedupeStrokes([...strokes, ...strokes.map(reverseStroke)], 0.05)],
    ['begun elsewhere', (strokes) => placeSeamsBy(strokes, 'spread')],
    ['simplified', (strokes) => simplifyStrokes(strokes, 0.005)],
  ])('%s it is round all along, on the curve it was', (_, change) => {
    const strokes = shapesDrawn()
    const exact = strokes.map(wayOf)
    const changed = change(strokes)
    for (const stroke of changed) {
      expect(lettersOf(pathOf(stroke))).toMatch(/^c+$/)
      expect(Math.min(...exact.map((way) => strayOf(wayOf(stroke), way)))).toBeLessThan(0.016)
    }
    // And nothing is missing: each place of the curves has one of the new ones near.
    const all = changed.map(wayOf)
    for (const way of exact)
      for (let i = 0; i < way.length; i += 2)
        expect(Math.min(...all.map((one) => strayOf(way.subarray(i, i + 2), one)))).toBeLessThan(0.016)
  })

  test('drawn there and back it goes back on the same curve', () => {
    const [circle, wave] = multipassStrokes(shapesDrawn(), 2).map((stroke) => lettersOf(pathOf(stroke)))
    expect([circle, wave]).toEqual(['c'.repeat(8), 'cc'])
  })

  test('a line from one place of a circle to another stays straight', () => {
    const layer = onlyLayer(
      drawn('<circle cx="50" cy="50" r="20"/><path d="M30 50h40"/><path d="M50 30l20 20"/>'),
    )
    const [, ...lines] = pathsOf(layer)
    expect(lines).toEqual([null, null])
  })

  test('laid out larger it is as smooth as before', () => {
    const before = drawn('<path d="M10 10h2c2 0 2 3 4 3l.5 .9"/>')
    const sheet = { widthMm: 300, heightMm: 300, marginMm: 10, paperColor: '#ffffff' }
    const { drawing } = arrangeDrawing(before, fitArrangement(before, sheet, 33))
    expect(pathsOf(onlyLayer(drawing)).map(lettersOf)).toEqual(['lcl'])
  })

  test('no curve strays from what is plotted, whatever was read and done', async () => {
    const number = fc.integer({ min: 0, max: 40 }).map((value) => value * 2.5)
    const pair = fc.tuple(number, number).map((xy) => xy.join(' '))
    const piece = fc.oneof(
      pair.map((xy) => `L${xy}`),
      fc.tuple(pair, pair, pair).map((handles) => `C${handles.join(' ')}`),
      fc
        .tuple(number, number, fc.boolean(), pair)
        .map(([a, b, way, xy]) => `A${a} ${b} 20 0 ${way ? 1 : 0} ${xy}`),
    )
    const path = fc.tuple(pair, fc.array(piece, { minLength: 1, maxLength: 6 }), fc.constantFrom('', 'z'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0.02, 0.2),
        async (paths, simplifyMm) => {
          const body = paths
            .map(([start, pieces, end]) => `<path d="M${start}${pieces.join('')}${end}"/>`)
            .join('')
          const drawing = drawn(body)
          if (!drawing.layers[0]) return
          const layer = await planned(drawing, simplifyMm)
          for (const [i, curves] of pathsOf(layer).entries()) {
            const { points = new Float64Array(), closed } = strokesOf(layer.marks)[i] ?? {}
            const sides = closed ? Float64Array.of(...points, points[0], points[1]) : points
            const flat = flattenCurves(curves ?? sides.subarray(0, 2), 0.01)
            expect(strayOf(flat, sides)).toBeLessThan(0.05 + simplifyMm)
            if (curves) expect(strayOf(sides, flat)).toBeLessThan(0.05 + simplifyMm)
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})

test('a loop that begins between two of its points is round all along', async () => {
  const { layers } = drawn('<circle cx="50" cy="50" r="30"/><circle cx="50" cy="50" r="20"/>')
  for (const simplifyMm of [0.01, 0.1, 0.5]) {
    const steps = { ...noPlanSteps, simplifyMm, seams: 'spread' as const }
    const [layer] = await planLayers([{ layers }], steps, { sheet: drawn('').sheet })
    expect(layer && pathsOf(layer).map(lettersOf)).toEqual([
      expect.stringMatching(/^c+$/),
      expect.stringMatching(/^c+$/),
    ])
  }
})

test('pieces of a very long curve are joined as one arc', () => {
  const count = 200_000
  const chain = Float64Array.from({ length: 2 + 6 * count }, (_, i) => (i < 2 ? 0 : Math.ceil((i - 1) / 6)))
  const at = Float64Array.from({ length: count + 1 }, (_, i) => i)
  const half = count / 2
  const arcs = [
    { chain, first: 0, at: at.subarray(0, half + 1) },
    { chain, first: half, at: at.subarray(half) },
  ]
  expect(joinArcs(arcs)).toEqual([{ chain, first: 0, at }])
  const back = arcs.map((arc) => ({ ...arc, at: arc.at.toReversed() }))
  expect(joinArcs(back)).toEqual(back)
})
