/** Signed distances to the simple bodies a still life is put together from. Source: iquilezles.org, Distance functions. */

export const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value

export const mix = (a: number, b: number, share: number): number => a + (b - a) * share

export const smoothstep = (low: number, high: number, value: number): number => {
  const t = clamp((value - low) / (high - low), 0, 1)
  return t * t * (3 - 2 * t)
}

/** Length of a vector; several times faster than `Math.hypot`, whose care for overflow is not needed here. */
export const length = (x: number, y: number, z = 0): number => Math.sqrt(x * x + y * y + z * z)

/** Union of two bodies whose seam is rounded over `radius`. */
export function smoothMin(a: number, b: number, radius: number): number {
  const h = Math.max(radius - Math.abs(a - b), 0) / radius
  return Math.min(a, b) - h * h * radius * 0.25
}

/** A cylinder about the y axis with rounded rims; `r` is the point's distance from the axis. */
export function roundedCylinder(
  r: number,
  y: number,
  radius: number,
  halfHeight: number,
  rim: number,
): number {
  const dx = r - radius + rim
  const dy = Math.abs(y) - halfHeight + rim
  const outside = length(Math.max(dx, 0), Math.max(dy, 0))
  return Math.min(Math.max(dx, dy), 0) + outside - rim
}

/** A ball stretched along the segment a-b, its radius going from `ra` to `rb`. */
export function taperedCapsule(
  p: readonly [number, number, number],
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  ra: number,
  rb: number,
): number {
  const abx = b[0] - a[0]
  const aby = b[1] - a[1]
  const abz = b[2] - a[2]
  const apx = p[0] - a[0]
  const apy = p[1] - a[1]
  const apz = p[2] - a[2]
  const t = clamp((apx * abx + apy * aby + apz * abz) / (abx * abx + aby * aby + abz * abz), 0, 1)
  return length(apx - abx * t, apy - aby * t, apz - abz * t) - mix(ra, rb, t)
}

/** A repeatable value 0 … 1 for a lattice point. */
export function hash(x: number, y: number, z: number): number {
  let h = (Math.imul(x | 0, 374761393) + Math.imul(y | 0, 668265263) + Math.imul(z | 0, 2147483647)) | 0
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967295
}

/** Value noise 0 … 1, smooth between lattice points. */
export function noise(x: number, y: number, z: number): number {
  const ix = Math.floor(x)
  const iy = Math.floor(y)
  const iz = Math.floor(z)
  const u = smoothstep(0, 1, x - ix)
  const v = smoothstep(0, 1, y - iy)
  const w = smoothstep(0, 1, z - iz)
  const row = (dy: number, dz: number) => mix(hash(ix, iy + dy, iz + dz), hash(ix + 1, iy + dy, iz + dz), u)
  return mix(mix(row(0, 0), row(1, 0), v), mix(row(0, 1), row(1, 1), v), w)
}
