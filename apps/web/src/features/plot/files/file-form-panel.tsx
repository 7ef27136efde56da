import type { dxfVersions, FormatName } from '@plotline/strokes'
import { Disclosure } from '../../../components/disclosure.tsx'
import { ChoiceField, choicesOf } from '../../../components/field.tsx'
import { SwitchField } from '../../../components/switch-field.tsx'
import { curvesMm, type FileForm } from './file-form.ts'
import { PdfPagesFields } from './pdf-pages-fields.tsx'

const svgKinds = {
  layers: 'With a layer per pen',
  plain: 'Plain',
  preview: 'With the travel drawn',
} satisfies Record<FileForm['svg'], string>
const dxfKinds = {
  r12: 'Release 12, which everything reads',
  r2000: 'Release 2000, with splines',
} satisfies Record<(typeof dxfVersions)[number], string>
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
        hint={`In place of short straight lines, at most ${curvesMm} mm off`}
        checked={form.isCurved}
        onChange={(isCurved) => onChange({ ...form, isCurved })}
      />
      <ChoiceField
        label="DXF"
        value={form.dxf}
        choices={choicesOf(dxfKinds)}
        onChange={(dxf) => onChange({ ...form, dxf })}
      />
      <PdfPagesFields pages={form} onChange={(pages) => onChange({ ...form, ...pages })} />
    </Disclosure>
  )
}
