/** The version of the JSON that is written. Older ones are read: each upgrades to the next. */
export const jsonVersion = 2

type Json = Readonly<Record<string, unknown>>

const upgrades: Readonly<Record<number, (drawing: Json) => Json>> = { 1: fromVersion1 }

/** A parsed drawing of any version as one of the newest; what is none passes as it is. */
export function upgradeDrawing(value: unknown): unknown {
  let drawing = value
  while (isObject(drawing) && typeof drawing.version === 'number') {
    const upgrade = Object.hasOwn(upgrades, drawing.version) ? upgrades[drawing.version] : undefined
    if (!upgrade) break
    drawing = upgrade(drawing)
  }
  return drawing
}

/**
 * Layers had `strokes`, and beside them `regions` whose borders those were, tones of them all, and `curves` near which
 * their points lay: those are left out.
 */
function fromVersion1(drawing: Json): Json {
  const layers = Array.isArray(drawing.layers) ? drawing.layers.map(layerFromVersion1) : drawing.layers
  return { ...drawing, version: 2, layers }
}

function layerFromVersion1(layer: unknown): unknown {
  if (!isObject(layer) || !Array.isArray(layer.strokes)) return layer
  const { strokes, regions, curves: _, tones, ...own } = layer
  const areas = Array.isArray(regions) ? regions : []
  const more = {
    ...(tones === undefined ? {} : { tones: 0 }),
    ...(areas.length > 0 ? { isBorder: true } : {}),
  }
  return {
    ...own,
    ...(tones === undefined ? {} : { tones: [tones] }),
    marks: [
      ...areas,
      ...strokes.map((stroke: unknown) => (isObject(stroke) ? { ...stroke, ...more } : stroke)),
    ],
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
