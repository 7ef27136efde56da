'use client'
import { type PaperName, paperNames, papers, type Recipe } from '@plotline/vectorizer'
import { SelectField } from '../../components/field.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import type { Studio } from './use-studio.ts'

const blackPaper = '#15171c'
const blackPen = { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 }
const whitePen = { name: 'White gel 0.5', color: '#f4f2ec', widthMm: 0.5 }

/** "A4 (210 × 297 mm)" */
export const paperLabel = (name: PaperName) =>
  `${papers[name].label} (${papers[name].widthMm} × ${papers[name].heightMm} mm)`

/** The sheet: paper, the way it lies, margin, black paper. */
export function PagePanel({ recipe, change }: { recipe: Recipe; change: Studio['change'] }) {
  const { page } = recipe
  const set = (values: Partial<Recipe['page']>) => change((now) => ({ page: { ...now.page, ...values } }))
  return (
    <div className="grid gap-4">
      <h2 className="text-sm font-[560] tracking-normal">Page</h2>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label="Paper"
          value={page.paper}
          onChange={(event) => set({ paper: paperNames.find((name) => name === event.target.value) ?? 'a4' })}
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
          onChange={(event) => set({ orientation: event.target.value as Recipe['page']['orientation'] })}
        >
          <option value="auto">As the photo</option>
          <option value="portrait">Portrait</option>
          <option value="landscape">Landscape</option>
        </SelectField>
      </div>
      <SliderField
        label="Margin"
        value={page.marginMm}
        min={0}
        max={60}
        step={1}
        unit="mm"
        onChange={(marginMm) => set({ marginMm })}
      />
      <SwitchField
        label="Black paper"
        hint="Draws with a white pen. Dark parts of the photo come out light, as in a negative."
        checked={page.paperColor === blackPaper}
        onChange={(on) =>
          change((now) => ({
            page: { ...now.page, paperColor: on ? blackPaper : '#ffffff' },
            pens: [on ? whitePen : blackPen, ...now.pens.slice(1)],
          }))
        }
      />
    </div>
  )
}
