'use client'
import type { Recipe } from '@plotline/vectorizer'
import { ChoiceField } from '../../../components/field.tsx'
import { SliderField } from '../../../components/slider-field.tsx'
import { PaperField } from '../../sheet/paper-field.tsx'

/** Where margins end in the studio and in exports. */
export const mostMarginMm = 60

export const orientationChoices = [
  ['portrait', 'Portrait'],
  ['landscape', 'Landscape'],
] as const

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
      <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3">
        <PaperField value={page.paper} onChange={(paper) => onChange({ paper })} />
        <ChoiceField
          label="Orientation"
          value={page.orientation}
          choices={[['auto', `As ${follows}`], ...orientationChoices]}
          onChange={(orientation) => onChange({ orientation })}
        />
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
