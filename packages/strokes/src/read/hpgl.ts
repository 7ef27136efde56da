import { DrawingError } from '../geometry/drawing-error.ts'
import type { Drawing } from '../types.ts'
import { acts, drawEncoded, type HpglState } from './hpgl/acts.ts'
import { createHpglPlace } from './hpgl/place.ts'
import { createHpglSheet } from './hpgl/sheet.ts'
import { readInstructions, readParameters } from './hpgl/text.ts'
import { createBudget, limits } from './limits.ts'
import type { Drawn } from './svg/draw.ts'
import { createTally } from './tally.ts'
import { drawingFromUp } from './y-up.ts'

/** Instructions that say nothing of where lines run: speeds, forms of letters, answers, buffers. */
const silent = new Set(
  (
    'AC AD AS BP CA CF CM CO CP CS CT CV DC DI DP DR DT DV EC ES FS FT GC GM IM KY LA LM LO MC MG MT NP NR ' +
    'OA OC OD OE OF OG OH OI OK OL OO OP OS OT OW PT RF RP SA SB SD SI SL SR SS ST SV TD TL TR UL VA VN VS WD'
  ).split(' '),
)
/** What draws no line of the drawing, or none that could be drawn as it is. */
const leftOut: Readonly<Record<string, string>> = {
  LB: 'label',
  BL: 'label',
  PB: 'label',
  SM: 'symbols',
  UC: 'character of its own',
}

const usualColors = ['#000000', '#ff0000', '#00a000', '#ffd500', '#0000ff', '#ff00ff', '#00b7eb', '#808080']
/**
 * Reads HP-GL and HP-GL/2 as a plotter would draw it: a layer for each pen, lines and arcs, scaled and turned, polygons
 * by their edges, encoded polylines; a unit is .025 mm. What is filled is drawn by its outline. `warnings` names what was
 * left out, such as labels, or drawn plainly. Throws `bad_drawing` where nothing is HP-GL and `too_large` past the limits.
 * Source: HP 7475A Interfacing and Programming Manual, 1983; The HP-GL/2 and HP RTL Reference Guide.
 */
export function readHpgl(text: string): { drawing: Drawing; warnings: string[] } {
  if (text.length > limits.characters)
    throw new DrawingError('too_large', `The HP-GL has more than ${limits.characters} characters.`)
  const tally = createTally()
  const spend = createBudget(limits.points, 'instructions', 'HP-GL')
  const state: HpglState = {
    sheet: createHpglSheet(createBudget(limits.points, 'points', 'HP-GL')),
    place: createHpglPlace(),
    tally,
    colors: new Map(),
    widths: new Map(),
    isRelative: false,
    isWidthInMm: true,
    page: null,
    turned: null,
  }
  let known = 0
  for (const { name, rest } of readInstructions(text)) {
    spend(1)
    if (silent.has(name) || name === 'PE' || Object.hasOwn(acts, name) || Object.hasOwn(leftOut, name))
      known++
    if (silent.has(name)) continue
    if (Object.hasOwn(leftOut, name)) {
      if (rest.trim() !== '') tally.leave(`${leftOut[name]} (${name})`)
      continue
    }
    if (name === 'PE') drawEncoded(rest, state)
    else if (!Object.hasOwn(acts, name)) tally.leave(name)
    else {
      const values = readParameters(rest)
      if (!values || !acts[name](values, state, name)) tally.leave(`${name} of numbers that make none`)
    }
  }
  if (known === 0) throw new DrawingError('bad_drawing', 'This is no HP-GL: it has none of its instructions.')
  const { plots, unheld } = state.sheet.finish()
  for (let i = 0; i < unheld; i++) tally.leave('line drawn without a pen')
  const warnings = tally.warnings()
  if (state.place.isGuessed)
    warnings.push(
      'The HP-GL scales to points of its plotter that it does not name; those of an HP 7475A with A4 are taken',
    )
  const drawn: Drawn[] = plots.map(({ pen, strokes }) => ({
    strokes,
    color: state.colors.get(pen) ?? usualColors[(pen - 1) % usualColors.length],
    widthMm: state.widths.get(pen) ?? state.widths.get(0) ?? 0,
    layer: `Pen ${pen}`,
    cover: null,
  }))
  const drawing = drawingFromUp(drawn, {
    format: 'HP-GL',
    style: 'hpgl',
    page: state.page,
    hasOrigin: true,
  })
  return { drawing, warnings }
}
