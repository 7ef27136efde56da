import {
  type HpglDialect,
  type HpglPaper,
  type PaperName,
  paperNames,
  paperSize,
  papers,
} from '@plotline/strokes'

/** The papers that a machine does not know yet, smallest first. */
export function missingPapers({ papers: known }: HpglDialect): PaperName[] {
  return paperNames
    .filter((name) => !known.some(({ paper }) => paper === name))
    .toSorted((a, b) => papers[a].heightMm - papers[b].heightMm)
}

/**
 * A paper to begin with: as far from its edges as the machine stays on the one it knows that is nearest in size, which
 * mostly is fed the same way. Limits are in plotter units.
 */
export function paperLikeOthers(name: PaperName, { unitsPerMm, papers: known }: HpglDialect): HpglPaper {
  const { widthMm, heightMm } = papers[name]
  const [nearest] = known.toSorted(
    (a, b) =>
      Math.abs(paperSize(a.paper).heightMm - heightMm) - Math.abs(paperSize(b.paper).heightMm - heightMm),
  )
  const along = (sideMm: number, nearestSideMm: number, limit: number) =>
    Math.max(1, Math.round(limit + (sideMm - nearestSideMm) * unitsPerMm))
  if (!nearest) {
    const [maxX, maxY] = [along(heightMm, 0, 0), along(widthMm, 0, 0)]
    return { paper: name, maxX, maxY, originXMm: 0, originYMm: 0 }
  }
  const size = paperSize(nearest.paper)
  return {
    ...nearest,
    paper: name,
    maxX: along(heightMm, size.heightMm, nearest.maxX),
    maxY: along(widthMm, size.widthMm, nearest.maxY),
  }
}
