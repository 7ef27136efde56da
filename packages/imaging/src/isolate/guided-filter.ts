import type { Plane, Raster } from '@plotline/strokes'
import { boxMean } from './box-mean.ts'
import { resizePlane, taps } from './mask.ts'
import { type Colors, shrinkColors } from './shrink.ts'

export type GuidedFilterOptions = {
  /** Longest side at which the local models are fitted, in px; they are applied at full size. */
  readonly fitPx: number
  /** Half the window, in px of the fitted size. */
  readonly radius: number
  /** How much variance of color (0 … 1 per channel) counts as flat. */
  readonly epsilon: number
}

type Fit = { readonly width: number; readonly height: number; readonly planes: readonly Float32Array[] }

/**
 * Lays a coarse mask onto the picture's own edges at full resolution: in every window the mask is fitted as a
 * linear function of color (guided filter, He, Sun and Tang 2013; fitted small and applied large as in their
 * fast variant, 2015, so that memory is bounded by `fitPx`). Soft values stay soft. Returns `raster`'s size.
 */
export function guidedFilter(mask: Plane, raster: Raster, options: GuidedFilterOptions): Plane {
  const colors = shrinkColors(raster, options.fitPx)
  const fit = fitModels(resizePlane(mask, colors.width, colors.height), colors, options)
  return applyModels(fit, raster)
}

/** Solves (Σ + εI) a = cov(I, p), b = mean(p) − a·mean(I) per window, then averages over windows. */
function fitModels(mask: Plane, colors: Colors, options: GuidedFilterOptions): Fit {
  const { width, height } = colors
  const mean = (plane: Float32Array) => boxMean(plane, width, height, options.radius)
  const [r, g, b] = colors.channels
  const p = mask.data
  const [meanR, meanG, meanB, meanP] = [mean(r), mean(g), mean(b), mean(p)]
  const [rr, rg, rb] = [mean(product(r, r)), mean(product(r, g)), mean(product(r, b))]
  const [gg, gb, bb] = [mean(product(g, g)), mean(product(g, b)), mean(product(b, b))]
  const [rp, gp, bp] = [mean(product(r, p)), mean(product(g, p)), mean(product(b, p))]
  const offset = new Float32Array(p.length)
  for (let i = 0; i < p.length; i++) {
    const [mr, mg, mb, mp] = [meanR[i], meanG[i], meanB[i], meanP[i]]
    const xx = rr[i] - mr * mr + options.epsilon
    const xy = rg[i] - mr * mg
    const xz = rb[i] - mr * mb
    const yy = gg[i] - mg * mg + options.epsilon
    const yz = gb[i] - mg * mb
    const zz = bb[i] - mb * mb + options.epsilon
    const [cr, cg, cb] = [rp[i] - mr * mp, gp[i] - mg * mp, bp[i] - mb * mp]
    const [i00, i01, i02] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - yy * xz]
    const [i11, i12, i22] = [xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy]
    const scale = 1 / (xx * i00 + xy * i01 + xz * i02)
    // The products are spent: their planes hold the models from here on.
    rp[i] = (i00 * cr + i01 * cg + i02 * cb) * scale
    gp[i] = (i01 * cr + i11 * cg + i12 * cb) * scale
    bp[i] = (i02 * cr + i12 * cg + i22 * cb) * scale
    offset[i] = mp - rp[i] * mr - gp[i] * mg - bp[i] * mb
  }
  return { width, height, planes: [mean(rp), mean(gp), mean(bp), mean(offset)] }
}

function applyModels(fit: Fit, raster: Raster): Plane {
  const { width, height } = raster
  const data = new Float32Array(width * height)
  const columns = taps(fit.width, width)
  const rows = taps(fit.height, height)
  const [slopeR, slopeG, slopeB, offset] = fit.planes
  // One row of models at a time, blended between the two fitted rows it lies between.
  const blended = [0, 1, 2, 3].map(() => new Float32Array(fit.width))
  for (let y = 0; y < height; y++) {
    const above = rows.low[y] * fit.width
    const below = rows.high[y] * fit.width
    const v = rows.share[y]
    ;[slopeR, slopeG, slopeB, offset].forEach((plane, k) => {
      const row = blended[k]
      for (let x = 0; x < fit.width; x++) row[x] = plane[above + x] * (1 - v) + plane[below + x] * v
    })
    const [rowR, rowG, rowB, rowOffset] = blended
    for (let x = 0; x < width; x++) {
      const [left, right, u] = [columns.low[x], columns.high[x], columns.share[x]]
      const at = (y * width + x) * 4
      const r = rowR[left] + (rowR[right] - rowR[left]) * u
      const g = rowG[left] + (rowG[right] - rowG[left]) * u
      const b = rowB[left] + (rowB[right] - rowB[left]) * u
      const o = rowOffset[left] + (rowOffset[right] - rowOffset[left]) * u
      const value = (r * raster.data[at] + g * raster.data[at + 1] + b * raster.data[at + 2]) / 255 + o
      data[y * width + x] = value < 0 ? 0 : value > 1 ? 1 : value
    }
  }
  return { width, height, data }
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  const result = new Float32Array(a.length)
  for (let i = 0; i < a.length; i++) result[i] = a[i] * b[i]
  return result
}
