/** How a sample becomes light: 0 … 1 to linear 0 … 1. */
export type Curve = (value: number) => number

export const fromSrgb: Curve = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
export const toSrgb: Curve = (v) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055)

/** The inverse of the camera's curve of BT.709, 601 and 2020, as color-managed browsers have it. */
const fromBt709: Curve = (v) => (v < 0.081 ? v / 4.5 : ((v + 0.099) / 1.099) ** (1 / 0.45))
const fromSmpte240: Curve = (v) => (v < 0.0913 ? v / 4 : ((v + 0.1115) / 1.1115) ** (1 / 0.45))

export function powerCurve(exponent: number): Curve {
  return (v) => v ** exponent
}

/** By H.273's code points, of those that are not HDR; those not named here are taken for sRGB's. */
const byCode: Readonly<Record<number, Curve>> = {
  1: fromBt709,
  4: powerCurve(2.2),
  5: powerCurve(2.8),
  6: fromBt709,
  7: fromSmpte240,
  8: (v) => v,
  11: fromBt709,
  12: fromBt709,
  14: fromBt709,
  15: fromBt709,
}

export function curveOf(code: number): Curve {
  return byCode[code] ?? fromSrgb
}

const m1 = 2610 / 16384
const m2 = (2523 / 4096) * 128
const c1 = 3424 / 4096
const c2 = (2413 / 4096) * 32
const c3 = (2392 / 4096) * 32

/** PQ (SMPTE ST 2084): a sample to cd/m². */
export function fromPq(value: number): number {
  const power = value ** (1 / m2)
  return 10_000 * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1)
}

export function toPq(candelas: number): number {
  const power = (Math.max(0, candelas) / 10_000) ** m1
  return ((c1 + c2 * power) / (1 + c3 * power)) ** m2
}

/** HLG (BT.2100): a sample to light of the scene, 0 … 1. */
export function fromHlg(value: number): number {
  if (value <= 0.5) return (value * value) / 3
  return (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12
}
