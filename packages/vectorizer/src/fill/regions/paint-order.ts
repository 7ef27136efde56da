import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createUnion } from '@plotline/strokes/geometry/union'
import type { Components } from '../../raster/components.ts'
import { type Border, type CrackGraph, nothing } from '../../trace/borders/crack-graph.ts'

/** When each area is painted: lower ranks first; neighbors are never of one rank. */
export type PaintOrder = {
  /** By the number of the area. */
  readonly rankOf: Int32Array
  /** The same per pixel of a picture `width` wide; -1 where nothing is painted. */
  readonly rankAt: Int32Array
  readonly width: number
}

/** Ranks are this far apart from one class of sizes to the next. */
const labelsPerClass = 256

/** The label of all areas of a rank. */
export const labelOfRank = (rank: number): number => rank % labelsPerClass

/**
 * Borders between areas that are one where they touch over a corner: such an area goes by the least of its numbers,
 * which `rootOf` tells of each.
 */
export function joinAreas({ borders, joined }: CrackGraph, areas: number) {
  const union = createUnion(areas)
  for (const [a, b] of joined) union.join(a, b)
  const rootOf = Int32Array.from({ length: areas }, (_, area) => union.rootOf(area))
  const rooted = borders.map(
    (border): Border => ({
      ...border,
      leftArea: border.leftArea < 0 ? -1 : rootOf[border.leftArea],
      rightArea: border.rightArea < 0 ? -1 : rootOf[border.rightArea],
    }),
  )
  return { borders: rooted, rootOf }
}

/**
 * Large areas before small ones, which lie on them then: in classes of four times the size, and in these by label. Of
 * the orders tried, this leaves the fewest curves to be written under others.
 */
export async function paintOrder(
  borders: readonly Border[],
  rootOf: Int32Array,
  { componentOf, label }: Pick<Components, 'componentOf' | 'label'>,
  width: number,
  pace: Pace = unpaced,
): Promise<PaintOrder> {
  const doubled = new Float64Array(rootOf.length)
  for (const border of borders) {
    const swept = sweptBy(border)
    if (border.leftArea >= 0) doubled[border.leftArea] -= swept
    if (border.rightArea >= 0) doubled[border.rightArea] += swept
    await pace(border.corners.length * 5)
  }
  const rankOf = Int32Array.from(rootOf, (root) => {
    if (label[root] === nothing) return -1
    const sizeClass = Math.floor(Math.log2(Math.max(1, doubled[root] / 2)) / 2)
    return (31 - sizeClass) * labelsPerClass + label[root]
  })
  const rankAt = new Int32Array(componentOf.length)
  for (let row = 0; row < rankAt.length; row += width) {
    for (let i = row; i < row + width; i++) rankAt[i] = rankOf[componentOf[i]]
    await pace(width * 2)
  }
  return { rankOf, rankAt, width }
}

/** Twice the area that the line from the origin sweeps over along a border, positive clockwise, y down. */
export function sweptBy({ corners, closed }: Border): number {
  const count = corners.length / 2
  let doubled = 0
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count
    doubled += corners[i * 2] * corners[j * 2 + 1] - corners[j * 2] * corners[i * 2 + 1]
  }
  return doubled
}
