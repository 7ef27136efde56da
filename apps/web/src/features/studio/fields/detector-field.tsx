'use client'
import { type Recipe, recipeSchema } from '@plotline/vectorizer'
import { ChoiceField, SelectField } from '../../../components/field.tsx'
import { choiceLabel, labelOf } from '../../sheet/parameter-words.ts'

type Lines = Recipe['lines']

const path = 'lines.detector'
const choices = recipeSchema.shape.lines
  .unwrap()
  .shape.detector.unwrap()
  .options.map((detector) => [detector, choiceLabel(path, detector)] as const)

/** What is said of edges that a model finds: it runs where the subject's does. */
export const foundOnOurSide =
  'Learned edges are found on our side when you order; the preview shows those that Canny finds.'

type DetectorFieldProps = {
  lines: Lines
  edgeModels: readonly string[]
  onChange: (lines: Lines) => void
}

/** What finds the edges. Learned can be chosen where a worker has a model for it; else the field says why not. */
export function DetectorField({ lines, edgeModels, onChange }: DetectorFieldProps) {
  const isLearned = lines.detector === 'learned'
  const isMissing = edgeModels.length === 0
  return (
    <>
      <ChoiceField
        label={labelOf(path).label}
        hint={
          isLearned ? foundOnOurSide : isMissing ? 'Learned needs a model; none is registered here.' : null
        }
        error={isLearned && isMissing ? 'No model is registered here. Choose another detector.' : undefined}
        value={lines.detector}
        choices={choices}
        closed={isMissing ? ['learned'] : []}
        onChange={(detector) => onChange({ ...lines, detector })}
      />
      {isLearned && !isMissing ? (
        <EdgeModelField lines={lines} edgeModels={edgeModels} onChange={onChange} />
      ) : null}
    </>
  )
}

/** Which of several models; nothing where there is only one and it is the one that is meant. */
function EdgeModelField({ lines, edgeModels, onChange }: DetectorFieldProps) {
  const { edgeModel } = lines
  const isUnknown = edgeModel !== undefined && !edgeModels.includes(edgeModel)
  if (edgeModels.length < 2 && !isUnknown) return null
  return (
    <SelectField
      label="Edge model"
      error={isUnknown ? `${edgeModel} is not registered here. Choose another.` : undefined}
      value={edgeModel ?? ''}
      onChange={(event) => onChange({ ...lines, edgeModel: event.target.value || undefined })}
    >
      <option value="">{`The first (${edgeModels[0]})`}</option>
      {[...edgeModels, ...(isUnknown ? [edgeModel] : [])].map((name) => (
        <option key={name} value={name} disabled={!edgeModels.includes(name)}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
