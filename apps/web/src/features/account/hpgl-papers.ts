import {
  type HpglDialect,
  type HpglPaper,
  hardClipOf,
  type PaperName,
  paperNames,
  paperSize,
  papers,
  withHardClip,
} from '@plotline/strokes'

/** The papers that a machine does not know yet, smallest first. */
export function missingPapers({ papers: known }: HpglDialect): PaperName[] {
  return paperNames
    .filter((name) => !known.some(({ paper }) => paper === name))
    .toSorted((a, b) => papers[a].heightMm - papers[b].heightMm)
}

/**
 * A paper to begin with: as far from its edges as the machine stays on the one it knows that is nearest in size, which
 * mostly is fed the same way. Where 0, 0 lies within the limits it stays at the same share of the sheet.
 */
export function paperLikeOthers(name: PaperName, { unitsPerMm, papers: known }: HpglDialect): HpglPaper {
  const { widthMm, heightMm } = papers[name]
  const [nearest] = known.toSorted(
    (a, b) =>
      Math.abs(paperSize(a.paper).heightMm - heightMm) - Math.abs(paperSize(b.paper).heightMm - heightMm),
  )
  if (!nearest) {
    const [maxX, maxY] = [Math.round(heightMm * unitsPerMm), Math.round(widthMm * unitsPerMm)]
    return { paper: name, maxX, maxY, originXMm: 0, originYMm: 0 }
  }
  const size = paperSize(nearest.paper)
  const { minX, minY, maxX, maxY } = hardClipOf(nearest)
  const along = (sideMm: number, nearestMm: number, originMm: number, [least, most]: [number, number]) => {
    const movedMm = least < 0 ? (originMm * sideMm) / nearestMm : originMm
    const shift = (originMm - movedMm) * unitsPerMm
    const min = Math.round(least + shift)
    const max = Math.round(most + shift + (sideMm - nearestMm) * unitsPerMm)
    return { originMm: movedMm, min, max: Math.max(min + 1, max) }
  }
  const x = along(heightMm, size.heightMm, nearest.originXMm, [minX, maxX])
  const y = along(widthMm, size.widthMm, nearest.originYMm, [minY, maxY])
  const paper = { ...nearest, paper: name, originXMm: x.originMm, originYMm: y.originMm }
  return withHardClip(paper, { minX: x.min, minY: y.min, maxX: x.max, maxY: y.max })
}
