import type { Plane, Raster } from '@plotline/strokes'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { type Recipe, recipeSchema } from '../src/recipe.ts'
import type { Place, Scene } from '../src/style.ts'

/** A plane whose pixels are the mean of `toneAt` over 4 × 4 places in each, at image coordinates. */
export function drawPlane(width: number, height: number, toneAt: (x: number, y: number) => number): Plane {
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < 16; k++) sum += toneAt(x + ((k & 3) + 0.5) / 4, y + ((k >> 2) + 0.5) / 4)
      data[y * width + x] = sum / 16
    }
  }
  return { width, height, data }
}

/** A grey raster of a plane of sRGB codes 0 … 1, with Gaussian noise of `noise` codes. */
export function rasterOf({ width, height, data }: Plane, noise = 0, seed = 1): Raster {
  const random = seededRandom(seed)
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < data.length; i++) {
    // The sum of four even numbers is near enough to a bell.
    const bell = (random() + random() + random() + random() - 2) * 1.732
    pixels.fill(Math.round(data[i] * 255 + bell * noise), i * 4, i * 4 + 3)
    pixels[i * 4 + 3] = 255
  }
  return { width, height, data: pixels }
}

/** A scene whose light is its shade, grey and without a mask. */
export function sceneOf(shade: Plane, place: Place): Scene {
  return {
    light: shade,
    shade,
    mask: null,
    edges: null,
    noise: 0,
    place,
    ...askedBy(recipeSchema.parse({})),
    color: async () => rasterOf(shade),
  }
}

/** What a recipe asks of every style alike, as its scene has it. */
export function askedBy({ page: { paperColor }, isolate: { background }, knobs, seed }: Recipe) {
  return { paperColor, background, knobs, seed }
}

export type Shape =
  | { kind: 'disk'; x: number; y: number; radius: number; tone: number }
  | {
      kind: 'box'
      x: number
      y: number
      halfWidth: number
      halfHeight: number
      turnDeg: number
      tone: number
    }

/** Signed distance to a shape's outline, negative inside, in its own unit. */
export function distanceTo(shape: Shape, x: number, y: number): number {
  const dx = x - shape.x
  const dy = y - shape.y
  if (shape.kind === 'disk') return Math.sqrt(dx * dx + dy * dy) - shape.radius
  const turn = (shape.turnDeg * Math.PI) / 180
  const u = Math.abs(dx * Math.cos(turn) + dy * Math.sin(turn)) - shape.halfWidth
  const v = Math.abs(dy * Math.cos(turn) - dx * Math.sin(turn)) - shape.halfHeight
  const outside = Math.sqrt(Math.max(u, 0) ** 2 + Math.max(v, 0) ** 2)
  return outside + Math.min(Math.max(u, v), 0)
}

/** A few shapes on a light ground, later ones over earlier ones, in a picture of side 1. */
export const stillLife: readonly Shape[] = [
  { kind: 'box', x: 0.5, y: 0.86, halfWidth: 0.42, halfHeight: 0.1, turnDeg: 0, tone: 0.55 },
  { kind: 'disk', x: 0.36, y: 0.55, radius: 0.22, tone: 0.2 },
  { kind: 'box', x: 0.66, y: 0.45, halfWidth: 0.12, halfHeight: 0.25, turnDeg: 20, tone: 0.4 },
  { kind: 'disk', x: 0.62, y: 0.68, radius: 0.11, tone: 0.05 },
]

/** The still life with a little noise, as a camera would see it: 220 px. */
export const photo: Raster = rasterOf(drawShapes(stillLife, 220), 3)

/** Shapes as a plane of `size` pixels a side. */
export function drawShapes(shapes: readonly Shape[], size: number, ground = 0.9): Plane {
  return drawPlane(size, size, (x, y) => toneOf(shapes, x / size, y / size, ground))
}

/**
 * The pixels that an outline of visible shapes runs through, and per pixel how far the nearest such outline is: what a
 * perfect detector would say.
 */
export function outlineDistance(shapes: readonly Shape[], size: number): Plane {
  return {
    width: size,
    height: size,
    data: Float32Array.from({ length: size * size }, (_, i) => {
      const x = ((i % size) + 0.5) / size
      const y = (Math.floor(i / size) + 0.5) / size
      let nearest = Number.POSITIVE_INFINITY
      shapes.forEach((shape, index) => {
        const distance = Math.abs(distanceTo(shape, x, y))
        const isHidden = shapes.slice(index + 1).some((over) => distanceTo(over, x, y) < 0)
        if (!isHidden) nearest = Math.min(nearest, distance)
      })
      return nearest * size
    }),
  }
}

function toneOf(shapes: readonly Shape[], x: number, y: number, ground: number): number {
  for (let i = shapes.length - 1; i >= 0; i--) if (distanceTo(shapes[i], x, y) < 0) return shapes[i].tone
  return ground
}

/** Inputs that break careless code: every style and kernel meets them. */
export const nastyRasters: readonly { name: string; raster: Raster }[] = [
  ...[
    [1, 1],
    [1, 2],
    [2, 1],
    [1, 300],
    [300, 1],
    [3, 3],
    [2, 700],
    [640, 3],
  ].map(([width, height]) => ({
    name: `${width} × ${height}`,
    raster: rasterOf(drawPlane(width, height, (x, y) => (Math.floor(x) + Math.floor(y)) % 2)),
  })),
  ...[0, 0.5, 1].map((tone) => ({ name: `flat ${tone}`, raster: rasterOf(drawPlane(60, 40, () => tone)) })),
  {
    name: 'noise',
    raster: rasterOf(
      drawPlane(80, 60, () => 0.5),
      60,
    ),
  },
  {
    name: 'checkerboard',
    raster: rasterOf(drawPlane(64, 64, (x, y) => (Math.floor(x) + Math.floor(y)) % 2)),
  },
  {
    name: 'one black pixel',
    raster: rasterOf(drawPlane(50, 50, (x, y) => (x > 24 && x < 25 && y > 24 && y < 25 ? 0 : 1))),
  },
  {
    name: 'frame',
    raster: rasterOf(drawPlane(50, 50, (x, y) => (Math.min(x, y, 50 - x, 50 - y) < 1 ? 0 : 1))),
  },
]
