import type { dxfVersions, FormatName, PaperName } from '@plotline/vectorizer'
import { Disclosure } from '../../components/disclosure.tsx'
import { ChoiceField, choicesOf } from '../../components/field.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { paperChoices } from '../studio/page-fields.tsx'
import { curvesMm, type FileForm } from './file-form.ts'

const svgKinds = {
  layers: 'With a layer per pen',
  plain: 'Plain',
  preview: 'With the travel drawn',
} satisfies Record<FileForm['svg'], string>
const dxfKinds = {
  r12: 'Release 12, which everything reads',
  r2000: 'Release 2000, with splines',
} satisfies Record<(typeof dxfVersions)[number], string>
const posters = [
  ['none', 'No, on one page'],
  ...paperChoices.map(([name, label]) => [name, `On ${label}`] as const),
] satisfies (readonly [PaperName | 'none', string])[]

type FileFormPanelProps = {
  form: FileForm
  onChange: (form: FileForm) => void
  /** The machine's own format. */
  own: FormatName
}

/** How the files are written where a format leaves a choice. */
export function FileFormPanel({ form, onChange, own }: FileFormPanelProps) {
  return (
    <Disclosure summary="How the files are written">
      {own === 'hpgl' ? (
        <SwitchField
          label="Compact HPGL"
          hint="Steps in place of coordinates: shorter over a slow line."
          checked={form.isCompactHpgl}
          onChange={(isCompactHpgl) => onChange({ ...form, isCompactHpgl })}
        />
      ) : null}
      <ChoiceField
        label="SVG"
        hint="Plain is for software that stumbles over Inkscape’s layers; with the travel it is to be looked at, not plotted."
        value={form.svg}
        choices={choicesOf(svgKinds)}
        onChange={(svg) => onChange({ ...form, svg })}
      />
      <SwitchField
        label="Smooth curves in SVG and PDF"
        hint={`Far fewer points, nowhere more than ${curvesMm} mm off`}
        checked={form.isCurved}
        onChange={(isCurved) => onChange({ ...form, isCurved })}
      />
      <ChoiceField
        label="DXF"
        value={form.dxf}
        choices={choicesOf(dxfKinds)}
        onChange={(dxf) => onChange({ ...form, dxf })}
      />
      <ChoiceField
        label="PDF as a poster"
        hint="In true size on sheets to be glued together, with marks."
        value={form.poster}
        choices={posters}
        onChange={(poster) => onChange({ ...form, poster })}
      />
      <SwitchField
        label="A page that names the pens"
        hint="In PDF, beside a line of each one’s width"
        checked={form.hasKey}
        onChange={(hasKey) => onChange({ ...form, hasKey })}
      />
    </Disclosure>
  )
}
