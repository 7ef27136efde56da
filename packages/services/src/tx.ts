import type { asService } from '@plotline/db'

/** A transaction of ours: role and claims are set, everything in it commits or nothing does. */
export type Tx = Parameters<Parameters<typeof asService>[1]>[0]
