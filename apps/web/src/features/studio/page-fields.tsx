'use client'
import { type PaperName, paperNames, papers, type Recipe } from '@plotline/vectorizer'
import { SelectField } from '../../components/field.tsx'
import { SliderField } from '../../components/slider-field.tsx'

/** Where margins end in the studio and in exports. */
export const mostMarginMm = 60

type Values = Pick<Recipe['page'], 'paper' | 'orientation' | 'marginMm'>
type PageFieldsProps = {
  page: Values
  /** What `auto` follows: "the photo", "the drawing". */
  follows: string
  onChange: (values: Partial<Values>) => void
}

/** Paper, the way it lies, margin. */
export function PageFields({ page, follows, onChange }: PageFieldsProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label="Paper"
          value={page.paper}
          onChange={(event) => onChange({ paper: event.target.value as PaperName })}
        >
          {paperNames.map((name) => (
            <option key={name} value={name}>
              {paperLabel(name)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Orientation"
          value={page.orientation}
          onChange={(event) => onChange({ orientation: event.target.value as Values['orientation'] })}
        >
          <option value="auto">As {follows}</option>
          <option value="portrait">Portrait</option>
          <option value="landscape">Landscape</option>
        </SelectField>
      </div>
      <SliderField
        label="Margin"
        unit="mm"
        min={0}
        max={mostMarginMm}
        step={1}
        value={page.marginMm}
        onChange={(marginMm) => onChange({ marginMm })}
      />
    </>
  )
}

/** "A4 (210 × 297 mm)" */
export const paperLabel = (name: PaperName) =>
  `${papers[name].label} (${papers[name].widthMm} × ${papers[name].heightMm} mm)`
