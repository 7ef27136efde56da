/**
 * How numbers mean color: code points of ITU-T H.273, as `nclx`, `cICP` and video streams carry them. The matrix is that
 * from RGB to luma and chroma, 0 where there is none.
 */
export type Cicp = {
  readonly primaries: number
  readonly transfer: number
  readonly matrix: number
  readonly isFullRange: boolean
}

/** H.273's word for "not said". */
export const unspecified = 2

/** Transfer characteristics that are HDR: SMPTE ST 2084 (PQ) and ARIB STD-B67 (HLG). */
export const pq = 16
export const hlg = 18
