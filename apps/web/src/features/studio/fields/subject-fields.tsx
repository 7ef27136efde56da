'use client'
import type { Recipe } from '@plotline/vectorizer'
import { useRef } from 'react'
import { Button } from '../../../components/button.tsx'
import { SwitchField } from '../../../components/switch-field.tsx'
import { cropOf, placeInWords } from '../../crop/crop.ts'
import { BackgroundField } from './background-field.tsx'

type Isolate = Recipe['isolate']
type SubjectFieldsProps = {
  isolate: Isolate
  onChange: (isolate: Isolate) => void
  /** Opens the frame on the photo; null where there is no photo that can be shown. */
  onMark: (() => void) | null
}

/** Whether the subject is taken out of its background, where it is, and what becomes of the background. */
export function SubjectFields({ isolate, onChange, onMark }: SubjectFieldsProps) {
  const isOn = isolate.mode !== 'off'
  const mark = useRef<HTMLButtonElement>(null)
  const unmark = () => {
    onChange({ ...isolate, box: undefined })
    // The button that was pressed goes with the mark.
    mark.current?.focus()
  }
  return (
    <>
      <SwitchField
        label="Isolate the subject"
        hint={isOn ? 'Found on our side when you order; the preview shows the whole picture.' : undefined}
        checked={isOn}
        onChange={(on) => onChange({ ...isolate, mode: on ? 'auto' : 'off' })}
      />
      {isOn ? (
        <>
          <div className="grid gap-2">
            <p role="status" className="text-sm">
              {isolate.box
                ? `Looked for at ${placeInWords(cropOf(isolate.box))}.`
                : 'Looked for in the whole photo.'}
            </p>
            <div className="flex flex-wrap gap-2">
              {onMark ? (
                <Button ref={mark} size="sm" onClick={onMark}>
                  Mark the subject
                </Button>
              ) : null}
              {isolate.box ? (
                <Button size="sm" look="plain" onClick={unmark}>
                  Whole photo
                </Button>
              ) : null}
            </div>
          </div>
          <BackgroundField isolate={isolate} onChange={onChange} />
        </>
      ) : null}
    </>
  )
}
