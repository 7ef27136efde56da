/** The kinds of asset: where each is stored and how long it is kept. Sizes and types are the bucket's to check. */
export const assetKinds = {
  original: { bucket: 'originals', keepHours: 30 * 24 },
  intermediate: { bucket: 'intermediates', keepHours: 48 },
  artifact: { bucket: 'artifacts', keepHours: 90 * 24 },
  preview: { bucket: 'artifacts_previews', keepHours: 90 * 24 },
} as const

export type AssetKind = keyof typeof assetKinds
export type Bucket = (typeof assetKinds)[AssetKind]['bucket']
export const buckets: readonly Bucket[] = Object.values(assetKinds).map(({ bucket }) => bucket)

/** The bucket's own limit of a file that is written: nothing larger is sent there. */
export const mostFileBytes = 50 * 1024 * 1024

/** An asset that never became ready is given this long, then its row and whatever bytes it has are removed. */
export const pendingKeepHours = 24

/** Hours from now, as the time a row is kept until. */
export function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000)
}
