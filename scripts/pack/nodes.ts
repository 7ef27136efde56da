import { delimiter } from 'node:path'

/**
 * What the packed packages are tried with: the machine's own Node, those that `PLOTLINE_NODES` names (paths, parted as in
 * `PATH`), and the workspace's. A Node for each version that is promised would be 150 MB more of each for every clone.
 */
export const nodes = ['node', ...(process.env.PLOTLINE_NODES?.split(delimiter) ?? []), process.execPath]
