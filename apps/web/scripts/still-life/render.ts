import type { Raster } from '@plotline/strokes'
import { clamp, hash, smoothstep } from './distance.ts'
import { type Hit, type Material, sceneAt, surfaceAt } from './scene.ts'

type Vector = readonly [number, number, number]

const unit = (v: Vector): Vector => {
  const length = Math.hypot(v[0], v[1], v[2])
  return [v[0] / length, v[1] / length, v[2] / length]
}
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const eye: Vector = [0.1, 1.85, -5.2]
const lookAt: Vector = [0.02, 0.83, 0.1]
const sun = unit([-0.98, 0.86, -0.34])
const sunColor: Vector = [3.1, 2.75, 2.25]
const skyColor: Vector = [0.25, 0.285, 0.35]
const hit: Hit = { distance: 0, material: 'table' }

function march(from: Vector, towards: Vector, far: number): number {
  let t = 0.02
  for (let step = 0; step < 160 && t < far; step++) {
    const d = sceneAt(from[0] + towards[0] * t, from[1] + towards[1] * t, from[2] + towards[2] * t, hit)
    if (d < 0.0006 * (1 + t)) return t
    t += d
  }
  return -1
}

/** Share of the sun seen from a point: narrow misses count in part, which makes the soft edge. */
function sunlight(x: number, y: number, z: number): number {
  let light = 1
  let t = 0.03
  for (let step = 0; step < 70 && t < 5; step++) {
    const d = sceneAt(x + sun[0] * t, y + sun[1] * t, z + sun[2] * t, hit)
    light = Math.min(light, 0.5 + (11 * d) / (2 * t))
    if (light < 0) return 0
    t += clamp(d, 0.015, 0.25)
  }
  return smoothstep(0, 1, light)
}

function openness(x: number, y: number, z: number, normal: Vector): number {
  let shade = 0
  let weight = 1
  for (let i = 1; i <= 5; i++) {
    const reach = 0.02 + 0.09 * i * i * 0.35
    const d = sceneAt(x + normal[0] * reach, y + normal[1] * reach, z + normal[2] * reach, hit)
    shade += (reach - d) * weight
    weight *= 0.68
  }
  return clamp(1 - 1.15 * shade, 0.08, 1)
}

function normalAt(x: number, y: number, z: number): Vector {
  const e = 0.0012
  const a = sceneAt(x + e, y - e, z - e, hit)
  const b = sceneAt(x - e, y - e, z + e, hit)
  const c = sceneAt(x - e, y + e, z - e, hit)
  const d = sceneAt(x + e, y + e, z + e, hit)
  return unit([a - b - c + d, -a - b + c + d, -a + b - c + d])
}

/** A tall window to the left: what a shiny surface mirrors. */
function mirrored(direction: Vector): number {
  const across = direction[0] * 0.62 + direction[2] * -0.5
  if (direction[0] > -0.05) return 0.1 + 0.12 * smoothstep(-0.2, 0.7, direction[1])
  const bar = Math.abs(direction[1] - 0.42) < 0.03 || Math.abs(direction[2] + 0.28) < 0.025
  const inside = direction[1] > 0.08 && direction[1] < 0.78 && direction[2] > -0.72 && direction[2] < 0.14
  return inside && !bar ? 3.2 : 0.1 + 0.1 * clamp(across, -1, 1)
}

function shade(x: number, y: number, z: number, ray: Vector, material: Material): [number, number, number] {
  const normal = normalAt(x, y, z)
  const surface = surfaceAt(x, y, z, material)
  const facing = Math.max(dot(normal, sun), 0)
  const lx = x + normal[0] * 0.01
  const ly = y + normal[1] * 0.01
  const lz = z + normal[2] * 0.01
  const key = facing > 0 ? facing * sunlight(lx, ly, lz) : 0
  const open = openness(lx, ly, lz, normal)
  const sky = open * (0.55 + 0.45 * normal[1])
  const bounce = open * clamp(0.35 - 0.45 * normal[1], 0, 1) * smoothstep(1.2, 0, y)
  const falloff = material === 'wall' ? 0.16 + 0.84 * smoothstep(2.4, -1.9, x + 0.35 * y) : 1
  const mirror: Vector = [
    ray[0] - 2 * dot(ray, normal) * normal[0],
    ray[1] - 2 * dot(ray, normal) * normal[1],
    ray[2] - 2 * dot(ray, normal) * normal[2],
  ]
  const edge = (1 - Math.max(-dot(ray, normal), 0)) ** 4
  const reflect = surface.gloss * (0.06 + 0.5 * edge) * mirrored(mirror) * (0.35 + 0.65 * open)
  const spark = surface.gloss * Math.max(dot(mirror, sun), 0) ** surface.shine * (key > 0.05 ? 1.4 : 0)
  const tint = [0.34, 0.2, 0.11] as const
  const channel = (i: 0 | 1 | 2) =>
    surface.color[i] * falloff * (key * sunColor[i] + sky * skyColor[i] + bounce * tint[i]) + reflect + spark
  return [channel(0), channel(1), channel(2)]
}

/** Narkowicz's fit of the ACES film curve, then the sRGB curve. */
function develop(light: number): number {
  const x = light * 0.82
  const film = clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
  return film <= 0.0031308 ? film * 12.92 : 1.055 * film ** (1 / 2.4) - 0.055
}

type Light = readonly [number, number, number]
const forward = unit([lookAt[0] - eye[0], lookAt[1] - eye[1], lookAt[2] - eye[2]])
const right = unit(cross([0, 1, 0], forward))
const up = cross(forward, right)
const zoom = 2.72

/** Light from where the picture is hit at `x`, `y`, both -1 … 1 of half its height. */
function lightFrom(x: number, y: number): Light {
  const ray = unit([
    forward[0] * zoom + right[0] * x + up[0] * y,
    forward[1] * zoom + right[1] * x + up[1] * y,
    forward[2] * zoom + right[2] * x + up[2] * y,
  ])
  const t = march(eye, ray, 14)
  if (t < 0) return [0, 0, 0]
  return shade(eye[0] + ray[0] * t, eye[1] + ray[1] * t, eye[2] + ray[2] * t, ray, hit.material)
}

const corners = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const

/** Photographs the still life: 8-bit sRGB, `width` by `height` pixels, four rays where neighbours differ. */
export function renderStillLife(width: number, height: number): Raster {
  const at = (i: number, j: number) =>
    lightFrom(((i / width) * 2 - 1) * (width / height), 1 - (j / height) * 2)
  const lights: Light[] = []
  for (let j = 0; j < height; j++) for (let i = 0; i < width; i++) lights.push(at(i + 0.5, j + 0.5))

  const tone = lights.map(([red, green, blue]) => develop(0.3 * red + 0.6 * green + 0.1 * blue))
  const differs = (p: number, q: number) => Math.abs((tone[p] ?? 0) - (tone[q] ?? tone[p] ?? 0)) > 0.03
  const data = new Uint8ClampedArray(width * height * 4)
  for (let p = 0; p < lights.length; p++) {
    const i = p % width
    const j = (p - i) / width
    const isEdge = [p - 1, p + 1, p - width, p + width].some((q) => differs(p, q))
    const rays = isEdge ? corners.map(([dx, dy]) => at(i + dx, j + dy)) : [lights[p] ?? [0, 0, 0]]
    const vignette = 1 - ((i / width - 0.5) ** 2 + (j / height - 0.5) ** 2) * 0.6
    const grain = (hash(i, j, 1) + hash(i, j, 2) - 1) * 3.2
    for (const c of [0, 1, 2] as const) {
      const mean = rays.reduce((sum, light) => sum + develop(light[c] * vignette), 0) / rays.length
      data[p * 4 + c] = mean * 255 + grain
    }
    data[p * 4 + 3] = 255
  }
  return { width, height, data }
}
