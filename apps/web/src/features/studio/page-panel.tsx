'use client'
import type { Recipe } from '@plotline/vectorizer'
import { SwitchField } from '../../components/switch-field.tsx'
import { PageFields } from './fields/page-fields.tsx'
import type { Studio } from './use-studio.ts'

const blackPaper = '#15171c'
const blackPen = { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 }
const whitePen = { name: 'White gel 0.5', color: '#f4f2ec', widthMm: 0.5 }

/** The sheet: paper, the way it lies, margin, black paper. */
export function PagePanel({ recipe, change }: { recipe: Recipe; change: Studio['change'] }) {
  const { page } = recipe
  return (
    <div className="grid gap-4">
      <h2 className="text-sm font-[560] tracking-normal">Page</h2>
      <PageFields
        page={page}
        follows="the photo"
        onChange={(values) => change((now) => ({ page: { ...now.page, ...values } }))}
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
