import type { Layer } from '@plotline/strokes'
import type { PlanPart } from '@plotline/strokes/plan/plan-layers'
import { tonesOf } from './raster/tones.ts'
import type { Recipe } from './recipe.ts'
import { styleStagesOf } from './recipe-styles.ts'
import { type Run, sharing } from './run.ts'
import type { Part } from './scene.ts'
import { drawPlates, makesTone } from './separate.ts'
import { type StageName, stageNames } from './types.ts'

/**
 * What each part draws, in their order. The part whose stages come first is drawn first; stages that all have are
 * reported as one, and those that none has got as done.
 */
export async function drawParts(parts: readonly Part[], recipe: Recipe, run: Run): Promise<PlanPart[]> {
  const shared = parts.map(({ style }) => style.stages).reduce((a, b) => a.filter((name) => b.includes(name)))
  const firstStage = (index: number) => stageNames.indexOf(parts[index].style.stages[0])
  const order = [...parts.keys()].sort((a, b) => firstStage(a) - firstStage(b))
  const drawn: PlanPart[] = new Array(parts.length)
  for (const [before, index] of order.entries()) {
    const layers = await drawPart(parts[index], sharing(run, shared, before, parts.length))
    drawn[index] = { layers, isDotted: parts[index].style.isDotted ?? false }
  }
  // A background that turned out not to be there leaves the stages of its style without work.
  const done = new Set<StageName>(parts.flatMap(({ style }) => style.stages))
  for (const name of styleStagesOf(recipe)) if (!done.has(name)) await run.stage(name, () => {})
  return drawn
}

async function drawPart(part: Part, run: Run): Promise<readonly Layer[]> {
  const { scene, plates, style, parameters, pens } = part
  if (plates) return drawPlates(plates, part, run)
  if (style.drawLayers) return style.drawLayers(scene, parameters, pens, run)
  const strokes = await style.draw(scene, parameters, pens, run)
  const tones = makesTone(style) ? await tonesOf(scene.shade, scene.place) : null
  return [{ pen: pens[0], marks: tones ? strokes.map((stroke) => ({ ...stroke, tones })) : strokes }]
}
