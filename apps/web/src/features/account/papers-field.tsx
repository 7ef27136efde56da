'use client'
import {
  type HpglDialect,
  type HpglPaper,
  hardClipOf,
  type PaperName,
  paperSize,
  papers,
  withHardClip,
} from '@plotline/strokes'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { ChoiceField } from '../../components/field.tsx'
import { formatSize } from '../../components/figures.ts'
import { GivenNumberField, NumberField } from '../../components/number-fields.tsx'
import { missingPapers, paperLikeOthers } from './hpgl-papers.ts'

type PapersFieldProps = { dialect: HpglDialect; onChange: (papers: HpglPaper[]) => void }

/** The sheets a plotter knows: each folds out; those it does not know yet can be added. */
export function PapersField({ dialect, onChange }: PapersFieldProps) {
  const { papers: known, unitsPerMm } = dialect
  const missing = missingPapers(dialect)
  const [wanted, setWanted] = useState<PaperName | null>(null)
  const next = wanted && missing.includes(wanted) ? wanted : missing[0]
  /** The paper that was added last, which opens with the focus on it. */
  const [added, setAdded] = useState<PaperName | null>(null)
  const group = useRef<HTMLFieldSetElement>(null)
  const remove = (index: number) => {
    onChange(known.toSpliced(index, 1))
    // The button that was pressed goes with its paper.
    group.current?.focus()
  }
  return (
    <fieldset ref={group} tabIndex={-1} className="grid gap-2">
      <legend className="mb-1 text-sm font-[550]">Papers</legend>
      <p className="text-xs text-quiet">
        A sheet is seen as it lies with its long side along x. Limits are the hard-clip limits of the
        machine’s manual, in plotter units.
      </p>
      <ul className="grid divide-y rounded-md border">
        {known.map((paper, i) => (
          <PaperItem
            // A list of JSON may name one twice.
            key={`${paper.paper} ${known.slice(0, i).filter((other) => other.paper === paper.paper).length}`}
            paper={paper}
            unitsPerMm={unitsPerMm}
            isAdded={paper.paper === added}
            onChange={(changed) => onChange(known.with(i, changed))}
            onRemove={known.length > 1 ? () => remove(i) : null}
          />
        ))}
      </ul>
      {next ? (
        <div className="flex flex-wrap items-end gap-3">
          <ChoiceField
            label="Another paper"
            value={next}
            choices={missing.map((name) => [name, nameOf(name)])}
            onChange={setWanted}
          />
          <Button
            onClick={() => {
              setAdded(next)
              onChange([...known, paperLikeOthers(next, dialect)])
            }}
          >
            <Plus size={18} strokeWidth={1.5} aria-hidden="true" />
            Add {papers[next].label}
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}

type PaperItemProps = {
  paper: HpglPaper
  unitsPerMm: number
  isAdded: boolean
  onChange: (paper: HpglPaper) => void
  /** Null for the only one, which must stay. */
  onRemove: (() => void) | null
}

function PaperItem({ paper, unitsPerMm, isAdded, onChange, onRemove }: PaperItemProps) {
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isAdded) item.current?.querySelector('summary')?.focus()
  }, [isAdded])
  const { label, widthMm, heightMm } = paperSize(paper.paper)
  const clip = hardClipOf(paper)
  const { minX, minY, maxX, maxY } = clip
  const [reachX, reachY] = [(maxX - minX) / unitsPerMm, (maxY - minY) / unitsPerMm]
  const setClip = (change: Partial<typeof clip>) => onChange(withHardClip(paper, { ...clip, ...change }))
  return (
    <li ref={item} className="px-3 py-1">
      <Disclosure
        open={isAdded}
        summary={
          <span className="flex flex-wrap items-baseline gap-x-2">
            {label}
            <span className="figures text-xs font-normal text-quiet">
              reaches {formatSize(reachX, reachY)}
            </span>
          </span>
        }
      >
        <div className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-2">
          <GivenNumberField
            label="Limit along x"
            hint={`${reachX.toFixed(1)} of ${heightMm} mm`}
            min={minX + 1}
            max={1_000_000}
            value={maxX}
            onChange={(limit) => setClip({ maxX: Math.round(limit) })}
          />
          <GivenNumberField
            label="Limit along y"
            hint={`${reachY.toFixed(1)} of ${widthMm} mm`}
            min={minY + 1}
            max={1_000_000}
            value={maxY}
            onChange={(limit) => setClip({ maxY: Math.round(limit) })}
          />
          <GivenNumberField
            label="Least x"
            hint="0 on most; the machine answers OH; with all four"
            min={-1_000_000}
            max={maxX - 1}
            value={minX}
            onChange={(limit) => setClip({ minX: Math.round(limit) })}
          />
          <GivenNumberField
            label="Least y"
            min={-1_000_000}
            max={maxY - 1}
            value={minY}
            onChange={(limit) => setClip({ minY: Math.round(limit) })}
          />
          <GivenNumberField
            label="0, 0 from the left edge"
            unit="mm"
            min={-5000}
            max={5000}
            value={paper.originXMm}
            onChange={(originXMm) => onChange({ ...paper, originXMm })}
          />
          <GivenNumberField
            label="0, 0 from the lower edge"
            unit="mm"
            min={-5000}
            max={5000}
            value={paper.originYMm}
            onChange={(originYMm) => onChange({ ...paper, originYMm })}
          />
          <NumberField
            label="Number sent with PS"
            hint="For plotters that are told the size of the sheet"
            empty="none"
            min={0}
            max={127}
            value={paper.paperSelect}
            onChange={(given) => {
              const { paperSelect: _, ...rest } = paper
              onChange(given === undefined ? rest : { ...rest, paperSelect: Math.round(given) })
            }}
          />
        </div>
        {onRemove ? (
          <div>
            <Button size="sm" look="danger" onClick={onRemove}>
              Remove {label}
            </Button>
          </div>
        ) : null}
      </Disclosure>
    </li>
  )
}

const nameOf = (name: PaperName) => {
  const { label, widthMm, heightMm } = papers[name]
  return `${label} · ${formatSize(widthMm, heightMm)}`
}
