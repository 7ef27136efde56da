'use client'
import { type Recipe, styles } from '@plotline/vectorizer'
import { SelectField } from '../../../components/field.tsx'

type Isolate = Recipe['isolate']
type BackgroundFieldProps = { isolate: Isolate; onChange: (isolate: Isolate) => void }

/** What becomes of the background: nothing, something faint, or a drawing in a style of its own. */
export function BackgroundField({ isolate, onChange }: BackgroundFieldProps) {
  const { background, backgroundStyle } = isolate
  const choose = (name: string) => {
    const style = styles.find((known) => known.name === name)
    if (style)
      onChange({ ...isolate, background: 'style', backgroundStyle: style.name as Isolate['backgroundStyle'] })
    else onChange({ ...isolate, background: name === 'fade' ? 'fade' : 'drop' })
  }
  return (
    <SelectField
      label="Background"
      value={background === 'style' ? backgroundStyle : background}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="drop">Left out</option>
      <option value="fade">Faded</option>
      <optgroup label="In a style of its own">
        {styles.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </optgroup>
    </SelectField>
  )
}
