'use client'
import type { Device } from '@plotline/strokes'
import { useState } from 'react'
import { Disclosure } from '../../components/disclosure.tsx'
import { ChoiceField, choicesOf, TextField } from '../../components/field.tsx'
import { GivenNumberField } from '../../components/number-fields.tsx'
import { DialectFields } from './dialect-fields.tsx'
import { type DraftProblem, problemAt } from './machine-draft.ts'

type MachineFieldsProps = {
  draft: Device
  problems: readonly DraftProblem[]
  onChange: (draft: Device) => void
}

/** Where the form shows what is wrong beside its field. */
export const shownPaths = [
  'label',
  'name',
  'sentence',
  'dialect.start',
  'dialect.penUp',
  'dialect.penDown',
  'dialect.penChange',
  'dialect.end',
] as const

const origins = {
  'top-left': 'At the top left, y down',
  'bottom-left': 'At the bottom left, y up',
} satisfies Record<Device['origin'], string>

const kinds = {
  plotter: 'A plotter',
  cutter: 'A cutter',
  laser: 'A laser',
  printer: 'A printer with a pen',
} satisfies Record<Device['kind'], string>

/** What differs most between machines comes first; the rest folds out. */
export function MachineFields({ draft, problems, onChange }: MachineFieldsProps) {
  const { label, bed, origin, draw, travel, dialect } = draft
  const wrong = { name: problemAt(problems, 'name'), sentence: problemAt(problems, 'sentence') }
  /** What is wrong is unfolded, and stays so once it is being mended. */
  const [isIdentityOpen, setIdentityOpen] = useState(false)
  if ((wrong.name || wrong.sentence) && !isIdentityOpen) setIdentityOpen(true)
  const number = (set: (value: number) => Partial<Device>) => (value: number) =>
    onChange({ ...draft, ...set(value) })
  return (
    <div className="grid gap-4">
      <TextField
        label="Name"
        maxLength={60}
        value={label}
        error={problemAt(problems, 'label')}
        onChange={(event) => onChange({ ...draft, label: event.target.value })}
      />
      <div className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-2">
        <GivenNumberField
          label="Bed width"
          unit="mm"
          min={1}
          max={5000}
          value={bed.widthMm}
          onChange={number((widthMm) => ({ bed: { ...bed, widthMm } }))}
        />
        <GivenNumberField
          label="Bed height"
          unit="mm"
          min={1}
          max={5000}
          value={bed.heightMm}
          onChange={number((heightMm) => ({ bed: { ...bed, heightMm } }))}
        />
        <GivenNumberField
          label="Drawing speed, mm/s"
          min={0.1}
          max={2000}
          value={draw.speedMmPerS}
          onChange={number((speedMmPerS) => ({ draw: { ...draw, speedMmPerS } }))}
        />
        <GivenNumberField
          label="Travel speed, mm/s"
          min={0.1}
          max={2000}
          value={travel.speedMmPerS}
          onChange={number((speedMmPerS) => ({ travel: { ...travel, speedMmPerS } }))}
        />
        <GivenNumberField
          label="Pen up takes"
          unit="s"
          min={0}
          max={60}
          value={draft.penUpS}
          onChange={number((penUpS) => ({ penUpS }))}
        />
        <GivenNumberField
          label="Pen down takes"
          unit="s"
          min={0}
          max={60}
          value={draft.penDownS}
          onChange={number((penDownS) => ({ penDownS }))}
        />
      </div>
      <ChoiceField
        label="Coordinates begin"
        value={origin}
        choices={choicesOf(origins)}
        onChange={(next) => onChange({ ...draft, origin: next })}
      />
      <DialectFields
        dialect={dialect}
        problems={problems}
        onChange={(next) => onChange({ ...draft, dialect: next })}
      />
      <Disclosure summary="Pens and acceleration">
        <div className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-2">
          <GivenNumberField
            label="Pens it holds"
            hint="Others are changed by hand, in a pause"
            min={1}
            max={16}
            value={draft.pens}
            onChange={number((pens) => ({ pens: Math.round(pens) }))}
          />
          <GivenNumberField
            label="A change of pen takes"
            unit="s"
            min={0}
            max={600}
            value={draft.penChangeS}
            onChange={number((penChangeS) => ({ penChangeS }))}
          />
          <GivenNumberField
            label="Drawing, mm/s²"
            hint="Acceleration"
            min={1}
            max={50_000}
            value={draw.accelerationMmPerS2}
            onChange={number((accelerationMmPerS2) => ({ draw: { ...draw, accelerationMmPerS2 } }))}
          />
          <GivenNumberField
            label="Travel, mm/s²"
            hint="Acceleration"
            min={1}
            max={50_000}
            value={travel.accelerationMmPerS2}
            onChange={number((accelerationMmPerS2) => ({ travel: { ...travel, accelerationMmPerS2 } }))}
          />
          <GivenNumberField
            label="Corners"
            unit="mm"
            hint="How far it may leave one so as not to stop, as GRBL’s $11"
            min={0}
            max={1}
            value={draft.junctionDeviationMm}
            onChange={number((junctionDeviationMm) => ({ junctionDeviationMm }))}
          />
        </div>
      </Disclosure>
      <Disclosure summary="What it is" open={isIdentityOpen}>
        <ChoiceField
          label="Kind"
          hint="A printer is told its travel speed with every move; the others know their own."
          value={draft.kind}
          choices={choicesOf(kinds)}
          onChange={(kind) => onChange({ ...draft, kind })}
        />
        <TextField
          label="In a sentence"
          maxLength={200}
          value={draft.sentence}
          error={wrong.sentence}
          onChange={(event) => onChange({ ...draft, sentence: event.target.value })}
        />
        <TextField
          label="Name in files and addresses"
          hint="Small letters, digits and hyphens, like hp-7475a."
          maxLength={60}
          autoCapitalize="off"
          spellCheck={false}
          value={draft.name}
          error={wrong.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Disclosure>
    </div>
  )
}
