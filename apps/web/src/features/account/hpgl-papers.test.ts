import {
  deviceSchema,
  findDevice,
  type HpglDialect,
  hardClipOf,
  paperNames,
  paperSize,
  papers,
} from '@plotline/strokes'
import { expect, it, test } from 'vitest'
import { missingPapers, paperLikeOthers } from './hpgl-papers.ts'

const plotter = findDevice('hp-7475a')

function hpglOf({ dialect }: typeof plotter): HpglDialect {
  if (dialect.format !== 'hpgl') throw new Error('expected HPGL')
  return dialect
}

test('the papers a machine does not know are offered smallest first', () => {
  expect(missingPapers(hpglOf(plotter))).toEqual(['a6', 'a5', 'legal', 'a2'])
})

it.each(paperNames)('begins %s as the nearest known paper is: the same distance from its edges', (name) => {
  const dialect = hpglOf(plotter)
  const paper = paperLikeOthers(name, dialect)
  const { originXMm, originYMm } = paper
  const { maxX, maxY } = hardClipOf(paper)
  const rightMm = papers[name].heightMm - originXMm - maxX / dialect.unitsPerMm
  const topMm = papers[name].widthMm - originYMm - maxY / dialect.unitsPerMm
  const unreached = dialect.papers.map((known) => [
    paperSize(known.paper).heightMm - known.originXMm - hardClipOf(known).maxX / dialect.unitsPerMm,
    paperSize(known.paper).widthMm - known.originYMm - hardClipOf(known).maxY / dialect.unitsPerMm,
  ])
  expect(unreached).toContainEqual([expect.closeTo(rightMm, 1), expect.closeTo(topMm, 1)])
})

it('keeps 0, 0 in the middle of the sheet where a plotter has it there', () => {
  const a4 = {
    paper: 'a4',
    hardClip: [-5740, -4000, 5740, 4000],
    originXMm: 148.5,
    originYMm: 105,
  } as const
  const dialect = { ...hpglOf(plotter), unitsPerMm: 40, papers: [{ ...a4, hardClip: [...a4.hardClip] }] }
  expect(paperLikeOthers('a3', dialect as HpglDialect)).toEqual({
    paper: 'a3',
    hardClip: [-8200, -5740, 8200, 5740],
    originXMm: 210,
    originYMm: 148.5,
  })
})

it('takes the switch for a small sheet from a small one, and for a large sheet from a large one', () => {
  const dialect = hpglOf(plotter)
  expect(paperLikeOthers('a5', dialect).paperSelect).toBe(4)
  expect(paperLikeOthers('a2', dialect).paperSelect).toBe(0)
})

it('can be kept with every paper there is', () => {
  let dialect = hpglOf(plotter)
  for (const name of missingPapers(dialect)) {
    dialect = { ...dialect, papers: [...dialect.papers, paperLikeOthers(name, dialect)] }
  }
  expect(deviceSchema.safeParse({ ...plotter, dialect }).success).toBe(true)
  expect(missingPapers(dialect)).toEqual([])
})

it('is the whole sheet where no paper is known', () => {
  const bare = { ...hpglOf(plotter), unitsPerMm: 40, papers: [] }
  expect(paperLikeOthers('a4', bare)).toEqual({
    paper: 'a4',
    maxX: 11_880,
    maxY: 8400,
    originXMm: 0,
    originYMm: 0,
  })
})
