import type { Drawing } from '@plotline/strokes'
import { areasOf, strokesOf } from '@plotline/strokes/geometry/marks'
import { expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../test/scenes.ts'
import { type RecipeInput, recipeSchema } from './recipe.ts'
import { stagesOf } from './recipe-styles.ts'
import type { StageEvent } from './types.ts'
import { vectorize } from './vectorize.ts'

const [width, height] = [60, 60]
const photo = rasterOf(drawPlane(width, height, (x, y) => 0.25 + 0.5 * ((x ^ y) & 8 ? 1 : 0) * (x / width)))
const onSubject = (x: number, y: number) => Math.hypot(x - 30, y - 30) < 16
const mask = drawPlane(width, height, (x, y) => (onSubject(x, y) ? 1 : 0))
const page = { paper: 'a6', marginMm: 10 } as const

async function draw(options: RecipeInput, subject = true, onStage?: (event: StageEvent) => void) {
  const recipe = recipeSchema.parse({ workingPx: 120, page, ...options })
  const { drawing } = await vectorize(photo, recipe, { ...(subject ? { mask } : {}), onStage })
  return { drawing, recipe }
}

/** Ink in mm on the subject and beyond it, the rim left out. */
function inkOf({ sheet, layers }: Drawing) {
  const scale = (sheet.widthMm - 20) / width
  const topMm = (sheet.heightMm - scale * height) / 2
  const ink = { subject: 0, ground: 0 }
  for (const { points, closed } of layers.flatMap(({ marks }) => strokesOf(marks))) {
    const count = points.length / 2
    for (let i = closed ? 0 : 1; i < count; i++) {
      const j = (i + count - 1) % count
      const [ax, ay, bx, by] = [points[i * 2], points[i * 2 + 1], points[j * 2], points[j * 2 + 1]]
      const away = Math.hypot(((ax + bx) / 2 - 10) / scale - 30, ((ay + by) / 2 - topMm) / scale - 30)
      if (Math.abs(away - 16) < 3) continue
      ink[away < 16 ? 'subject' : 'ground'] += Math.hypot(bx - ax, by - ay)
    }
  }
  return ink
}

const isolate = { mode: 'auto', background: 'style', backgroundStyle: 'hatch' } as const

test('the background is drawn in its own style, the subject in the other, with one pen in one layer', async () => {
  const { drawing } = await draw({ style: 'spiral', isolate })
  const alone = await draw({ style: 'spiral', isolate: { mode: 'auto' } })
  expect(inkOf(alone.drawing).ground).toBe(0)
  expect(inkOf(drawing).ground).toBeGreaterThan(100)
  expect(inkOf(drawing).subject).toBeCloseTo(inkOf(alone.drawing).subject, -1)
  expect(drawing.layers).toHaveLength(1)
  for (const { tones } of strokesOf(drawing.layers[0].marks)) expect(tones).toBeDefined()
})

test('without a subject the whole image is in the main style', async () => {
  const { drawing, recipe } = await draw({ style: 'spiral', isolate }, false)
  const plain = await draw({ style: 'spiral' }, false)
  expect(drawing.layers).toEqual(plain.drawing.layers)
  expect(recipe.isolate.backgroundStyle).toBe('hatch')
})

test('areas of the subject lie over the lines of the background', async () => {
  const { drawing } = await draw({ style: 'fill', isolate })
  expect(areasOf(drawing.layers[0].marks)).toEqual([])
  expect(areasOf(drawing.layers.at(-1)?.marks ?? []).length).toBeGreaterThan(0)
})

const ways = ['lines', 'hatch', 'contour'] as const
test.each(ways.flatMap((style) => ways.map((ground) => [style, ground] as const)))(
  '%s over %s: every stage is reported once, from start to end',
  async (style, backgroundStyle) => {
    for (const subject of [true, false]) {
      const events: StageEvent[] = []
      const { recipe } = await draw({ style, isolate: { ...isolate, backgroundStyle } }, subject, (event) =>
        events.push(event),
      )
      const around = new Set(['decode', 'isolate', 'write'])
      const expected = stagesOf(recipe).filter((stage) => !around.has(stage))
      const completed = events.filter(({ status }) => status === 'completed').map(({ stage }) => stage)
      expect(completed.toSorted()).toEqual(expected.toSorted())
      for (const stage of expected) {
        const shares = events.filter((event) => event.stage === stage).map(({ progress }) => progress)
        expect([shares[0], shares.at(-1)]).toEqual([0, 1])
        expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
      }
    }
  },
)

test.each(['lines', 'centerline', 'hatch', 'sketch', 'contour', 'stipple'] as const)(
  'a faded background in %s is there, and fainter than without a subject',
  async (style) => {
    const faded = await draw({ style, isolate: { mode: 'auto', background: 'fade' } })
    const whole = await draw({ style }, false)
    expect(inkOf(faded.drawing).ground).toBeGreaterThan(200)
    expect(inkOf(faded.drawing).ground).toBeLessThan(inkOf(whole.drawing).ground)
  },
)

test('as drawn, the pen does all of the background before any of the subject', async () => {
  const { drawing } = await draw({ style: 'spiral', isolate, plan: { sort: 'as-drawn' } })
  const [layer] = drawing.layers
  const places = strokesOf(layer.marks)
    .map((stroke) => inkOf({ ...drawing, layers: [{ ...layer, marks: [stroke] }] }))
    .flatMap(({ subject, ground }) => (subject + ground > 0 ? [subject > ground ? 'subject' : 'ground'] : []))
  expect([...new Set(places)]).toEqual(['ground', 'subject'])
  expect(places).toEqual(places.toSorted())
})
