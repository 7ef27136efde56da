import {
  clamp,
  length,
  mix,
  noise,
  roundedCylinder,
  smoothMin,
  smoothstep,
  taperedCapsule,
} from './distance.ts'

/** What a point of the scene is made of. */
export type Material = 'table' | 'wall' | 'bottle' | 'cork' | 'cup' | 'apple' | 'stem' | 'pear' | 'cloth'
export type Surface = { color: [number, number, number]; gloss: number; shine: number }
export type Hit = { distance: number; material: Material }

const wallZ = 1.9

function bottle(x: number, y: number, z: number): number {
  const r = length(x + 0.98, z - 0.5)
  const body = roundedCylinder(r, y - 0.74, 0.46, 0.74, 0.14)
  const shoulder = roundedCylinder(r, y - 1.5, 0.26, 0.2, 0.18)
  const neck = roundedCylinder(r, y - 1.95, 0.135, 0.42, 0.03)
  const lip = roundedCylinder(r, y - 2.3, 0.175, 0.06, 0.03)
  return Math.min(smoothMin(smoothMin(body, shoulder, 0.34), neck, 0.24), lip)
}

function cork(x: number, y: number, z: number): number {
  return roundedCylinder(length(x + 0.98, z - 0.5), y - 2.42, 0.105, 0.13, 0.02)
}

function cup(x: number, y: number, z: number): number {
  const px = x - 0.98
  const pz = z - 0.28
  const r = length(px, pz)
  const flare = 0.4 + 0.11 * smoothstep(0, 0.9, y)
  const outer = roundedCylinder(r, y - 0.47, flare, 0.47, 0.05)
  const inner = roundedCylinder(r, y - 0.6, flare - 0.055, 0.5, 0.06)
  const hollow = Math.max(outer, -inner)
  const hx = px * 0.86 - pz * 0.5 - 0.47
  const hz = px * 0.5 + pz * 0.86
  const hy = (y - 0.5) * 0.92
  const handle = length(length(hx, hy) - 0.25, hz) - 0.052
  const grip = Math.max(handle, -(r - flare + 0.03))
  return smoothMin(hollow, grip, 0.05) * 0.85
}

/** A torus whose hole has closed makes the two dimples; the taper towards the foot makes it an apple. */
function apple(x: number, y: number, z: number): number {
  const px = x - 0.06
  const py = y - 0.375
  const pz = z + 0.42
  const taper =
    1 + 0.2 * smoothstep(0.3, -0.4, py) + 0.012 * Math.cos(Math.atan2(pz, px) * 5) * smoothstep(0, -0.35, py)
  const r = length(px, pz) * taper
  return (length(r - 0.14, py * 0.98) - 0.315) * 0.8
}

function appleStem(x: number, y: number, z: number): number {
  return taperedCapsule([x, y, z], [0.06, 0.55, -0.42], [0.14, 0.86, -0.46], 0.018, 0.028)
}

function pear(x: number, y: number, z: number): number {
  const foot = length(x + 0.3, y - 0.34, z - 0.02) - 0.33
  const waist = length(x + 0.33, y - 0.66, z - 0.03) - 0.215
  const head = length(x + 0.37, y - 0.88, z - 0.05) - 0.14
  return smoothMin(smoothMin(foot, waist, 0.34), head, 0.26) * 0.92
}

function pearStem(x: number, y: number, z: number): number {
  return taperedCapsule([x, y, z], [-0.39, 0.98, 0.05], [-0.31, 1.22, 0.02], 0.016, 0.026)
}

const clothTurn = 0.36
const clothCos = Math.cos(clothTurn)
const clothSin = Math.sin(clothTurn)

/** Where a point lies on the cloth: along its folds and across them. */
function onCloth(x: number, z: number): [number, number] {
  const px = x - 0.35
  const pz = z + 0.62
  return [px * clothCos + pz * clothSin, pz * clothCos - px * clothSin]
}

function ridge(across: number, at: number, width: number): number {
  const t = (across - at) / width
  return Math.exp(-t * t)
}

function cloth(x: number, y: number, z: number): number {
  if (y > 0.5) return y - 0.35
  const [u, v] = onCloth(x, z)
  const bend = 0.1 * Math.sin(u * 1.7 + 0.6) + 0.05 * Math.sin(u * 4.1)
  const height =
    0.035 +
    0.19 * ridge(v + bend, -0.42, 0.085) * smoothstep(-1.3, -0.2, u) +
    0.16 * ridge(v - bend * 0.8, -0.14, 0.075) * smoothstep(1.2, 0.2, u) +
    0.15 * ridge(v + bend * 1.6, -0.7, 0.1) * smoothstep(1.3, -0.2, u) +
    0.05 * ridge(u + 0.5 * v, 1.02, 0.1) +
    0.012 * noise(u * 4, v * 4, 3)
  const wave = 0.05 * Math.sin(u * 3.1) + 0.03 * Math.sin(u * 7.3 + 1)
  const edgeU = Math.abs(u) - 1.5 - 0.04 * Math.sin(v * 9)
  const edgeV = Math.abs(v + 0.36) - 0.66 - wave
  return Math.max(y - height, height - 0.03 - y, edgeU, edgeV) * 0.5
}

type Body = {
  material: Material
  /** A ball around the body: while it is farther than the nearest surface so far, the body is not looked at. */
  ball: readonly [number, number, number, number]
  at: (x: number, y: number, z: number) => number
}

const bodies: readonly Body[] = [
  { material: 'cloth', ball: [0.35, 0.1, -0.9, 1.95], at: cloth },
  { material: 'bottle', ball: [-0.98, 1.2, 0.5, 1.3], at: bottle },
  { material: 'pear', ball: [-0.32, 0.55, 0.03, 0.62], at: pear },
  { material: 'apple', ball: [0.06, 0.36, -0.42, 0.54], at: apple },
  { material: 'cup', ball: [1.06, 0.47, 0.2, 0.92], at: cup },
  { material: 'cork', ball: [-0.98, 2.42, 0.5, 0.2], at: cork },
  { material: 'stem', ball: [0.1, 0.7, -0.44, 0.26], at: appleStem },
  { material: 'stem', ball: [-0.35, 1.1, 0.04, 0.24], at: pearStem },
]

/** Distance to the nearest surface (or a little less, far from it), and what it is made of. */
export function sceneAt(x: number, y: number, z: number, hit: Hit): number {
  let distance = y
  let material: Material = 'table'
  if (wallZ - z < distance) {
    distance = wallZ - z
    material = 'wall'
  }
  for (const body of bodies) {
    const ball = body.ball
    const dx = x - ball[0]
    const dy = y - ball[1]
    const dz = z - ball[2]
    const away = Math.sqrt(dx * dx + dy * dy + dz * dz) - ball[3]
    if (away >= distance) continue
    const d = away > 0.15 ? away : body.at(x, y, z)
    if (d >= distance) continue
    distance = d
    material = body.material
  }
  hit.distance = distance
  hit.material = material
  return distance
}

/** Colour and shine of a surface point, in linear light. */
export function surfaceAt(x: number, y: number, z: number, material: Material): Surface {
  switch (material) {
    case 'table': {
      const plank = Math.floor((z + 10) / 0.72)
      const seam = Math.abs(((z + 10) / 0.72) % 1) < 0.018 ? 0.45 : 1
      const grain = noise(x * 1.3 + plank * 7, z * 26, plank) * 0.6 + noise(x * 4, z * 90, 2) * 0.4
      const tone = (0.16 + 0.15 * grain + 0.03 * (plank % 2)) * seam
      return { color: [tone * 1.3, tone * 0.86, tone * 0.54], gloss: 0.14, shine: 30 }
    }
    case 'wall': {
      const plaster = 0.44 + 0.03 * noise(x * 3, y * 3, 1) + 0.03 * noise(x * 30, y * 30, 5)
      return { color: [plaster * 0.94, plaster * 0.95, plaster * 0.93], gloss: 0, shine: 1 }
    }
    case 'bottle': {
      const label = Math.abs(y - 0.72) < 0.3 && x < -0.6
      if (label) {
        const print = Math.abs(y - 0.86) < 0.035 || Math.abs(y - 0.66) < 0.014 || Math.abs(y - 0.6) < 0.014
        const tone = print ? 0.12 : 0.66
        return { color: [tone, tone * 0.94, tone * 0.8], gloss: 0.05, shine: 12 }
      }
      return { color: [0.018, 0.06, 0.036], gloss: 0.9, shine: 120 }
    }
    case 'cork': {
      const speck = 0.32 + 0.2 * noise(x * 60, y * 60, z * 60)
      return { color: [speck, speck * 0.68, speck * 0.42], gloss: 0.02, shine: 8 }
    }
    case 'cup': {
      const outside = length(x - 0.98, z - 0.28) > 0.45 && (x - 0.98) * 0.86 - (z - 0.28) * 0.5 < 0.52
      const band = outside && Math.abs(y - 0.76) < 0.04
      return band
        ? { color: [0.05, 0.09, 0.32], gloss: 0.6, shine: 90 }
        : { color: [0.72, 0.71, 0.67], gloss: 0.55, shine: 90 }
    }
    case 'apple': {
      const turn = Math.atan2(z + 0.42, x - 0.06)
      const streak =
        noise(turn * 6, y * 2, 1) * 0.4 +
        noise(turn * 22, y * 4, 4) * 0.35 +
        noise(turn * 60, y * 5, 2) * 0.25
      const blush = clamp(smoothstep(0.12, 0.8, streak + 0.3 * Math.sin(turn + 3.4)), 0, 1)
      return {
        color: [mix(0.6, 0.42, blush), mix(0.42, 0.035, blush), mix(0.1, 0.03, blush)],
        gloss: 0.4,
        shine: 50,
      }
    }
    case 'pear': {
      const russet = noise(x * 9, y * 9, z * 9) * 0.5 + noise(x * 38, y * 38, z * 38) * 0.5
      return { color: [0.5 - 0.12 * russet, 0.46 - 0.2 * russet, 0.12], gloss: 0.16, shine: 24 }
    }
    case 'stem':
      return { color: [0.09, 0.05, 0.025], gloss: 0.05, shine: 10 }
    case 'cloth': {
      const [u, v] = onCloth(x, z)
      const weave =
        0.9 + 0.1 * Math.sin(u * 190) * Math.sin(v * 190) + 0.07 * (noise(u * 60, v * 60, 9) - 0.5)
      const place = Math.abs(v + 0.36)
      const stripe = (place > 0.47 && place < 0.53) || (place > 0.56 && place < 0.58)
      const tone = (stripe ? 0.12 : 0.68) * weave
      return {
        color: [tone * (stripe ? 0.7 : 1), tone * 0.96, tone * (stripe ? 2.2 : 0.88)],
        gloss: 0,
        shine: 1,
      }
    }
  }
}
