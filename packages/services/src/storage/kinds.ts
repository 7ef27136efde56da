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

/**
 * A file that never became ready is given this long, then its row and whatever bytes it has are removed. An upload's
 * link is good for two hours. What a job made goes sooner: when the job ends.
 */
export const pendingKeepHours = 3
