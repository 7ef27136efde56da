const megabyte = 1024 * 1024

/**
 * The kinds of asset: where each is stored, how long it is kept and how large a file the bucket takes. Types are the
 * bucket's to check.
 */
export const assetKinds = {
  original: { bucket: 'originals', keepHours: 30 * 24, mostBytes: 50 * megabyte },
  intermediate: { bucket: 'intermediates', keepHours: 48, mostBytes: 50 * megabyte },
  artifact: { bucket: 'artifacts', keepHours: 90 * 24, mostBytes: 50 * megabyte },
  preview: { bucket: 'artifacts_previews', keepHours: 90 * 24, mostBytes: 10 * megabyte },
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
