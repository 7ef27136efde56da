import { ChoiceField } from '../../../components/field.tsx'
import { SwitchField } from '../../../components/switch-field.tsx'
import { paperChoices } from '../../sheet/paper-field.tsx'
import type { PdfPages } from './pdf-pages.ts'

const posters = [
  ['none', 'No, on one page'],
  ...paperChoices.map(([name, label]) => [name, `On ${label}`] as const),
] satisfies (readonly [PdfPages['poster'], string])[]

type PdfPagesFieldsProps = { pages: PdfPages; onChange: (pages: PdfPages) => void }

/** The pages of a PDF: a poster's parts, and one that names the pens. */
export function PdfPagesFields({ pages: { poster, hasKey }, onChange }: PdfPagesFieldsProps) {
  return (
    <>
      <ChoiceField
        label="PDF as a poster"
        hint="In true size on sheets to be glued together, with marks."
        value={poster}
        choices={posters}
        onChange={(next) => onChange({ poster: next, hasKey })}
      />
      <SwitchField
        label="A page that names the pens"
        hint="In PDF, beside a line of each one’s width"
        checked={hasKey}
        onChange={(next) => onChange({ poster, hasKey: next })}
      />
    </>
  )
}
