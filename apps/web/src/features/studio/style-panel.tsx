'use client'
import { type Recipe, recipeSchema, type StyleName, styles } from '@plotline/vectorizer'
import { useId } from 'react'
import { StyleThumb } from './style-thumb.tsx'
import type { Studio } from './use-studio.ts'
import type { Thumbnails } from './use-thumbnails.ts'

type StylePanelProps = { recipe: Recipe; change: Studio['change']; thumbnails: Thumbnails; hasPhoto: boolean }

/** Every style, drawn from the photo at hand, and the presets of the one that is chosen. */
export function StylePanel({ recipe, change, thumbnails, hasPhoto }: StylePanelProps) {
  const name = useId()
  const chosen = styles.find((style) => style.name === recipe.style)
  return (
    <div className="grid gap-5">
      <fieldset>
        <legend className="mb-2 text-sm font-[560]">Style</legend>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-3 max-lg:grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))]">
          {styles.map((style) => {
            const drawing = thumbnails[style.name as StyleName]
            return (
              <label key={style.name} className="group grid cursor-pointer gap-1.5">
                <input
                  type="radio"
                  name={name}
                  className="peer sr-only"
                  checked={recipe.style === style.name}
                  onChange={() => change(() => ({ style: style.name as StyleName }))}
                />
                <span className="rounded-[2px] outline-offset-3 group-hover:outline-2 group-hover:outline-edge peer-checked:outline-2 peer-checked:outline-blue peer-focus-visible:outline-3 peer-focus-visible:outline-blue">
                  <span className="sheet-paper block aspect-[4/5] overflow-hidden rounded-[2px]">
                    {drawing ? (
                      <StyleThumb drawing={drawing} />
                    ) : (
                      <span
                        className={
                          hasPhoto ? 'block size-full animate-breathe bg-[#efece4]' : 'block size-full'
                        }
                      />
                    )}
                  </span>
                </span>
                <span className="text-sm peer-checked:font-[600] peer-checked:text-blue">{style.label}</span>
              </label>
            )
          })}
        </div>
      </fieldset>
      {chosen ? (
        <div className="grid gap-3">
          <p className="text-sm text-quiet">{chosen.sentence}</p>
          <Presets recipe={recipe} change={change} presets={chosen.presets} />
        </div>
      ) : null}
    </div>
  )
}

type PresetsProps = Pick<StylePanelProps, 'recipe' | 'change'> & {
  presets: (typeof styles)[number]['presets']
}

function Presets({ recipe, change, presets }: PresetsProps) {
  if (presets.length === 0) return null
  return (
    <div>
      <h2 className="mb-2 text-sm font-[560] tracking-normal">Presets</h2>
      <div className="flex flex-wrap gap-2">
        {presets.map((preset) => {
          const values = recipeSchema.parse(preset.recipe)
          return (
            <button
              key={preset.name}
              type="button"
              aria-pressed={JSON.stringify(waysOf(values)) === JSON.stringify(waysOf(recipe))}
              onClick={() => change(() => waysOf(values))}
              className="min-h-8 rounded-full border border-edge bg-raised px-3 text-sm hover:border-ink aria-pressed:border-blue aria-pressed:bg-blue-wash aria-pressed:text-blue"
            >
              {preset.label}
            </button>
          )
        })}
      </div>
    </div>
  )
}

/** The way of drawing alone: what a preset sets. The photo's, the pens' and the sheet's settings stay as they are. */
function waysOf(recipe: Recipe) {
  const { version, seed, workingPx, isolate, tone, separation, pens, plan, page, ...ways } = recipe
  return ways
}
