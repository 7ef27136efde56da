'use client'
import { NumberField } from '../../components/number-fields.tsx'
import { type Crop, moveGrip, whole } from './crop.ts'

type SideFieldsProps = {
  crop: Crop
  /** The shape that is kept, in shares of the photo; null is free. */
  ratio: number | null
  onChange: (crop: Crop) => void
}

/** The sides of a part of a photo as numbers, in percent from its top left. */
export function SideFields({ crop, ratio, onChange }: SideFieldsProps) {
  return (
    <fieldset className="grid grow gap-x-4 gap-y-2 min-[27rem]:grid-cols-2 sm:max-w-sm">
      <legend className="sr-only">Its sides, from the top left</legend>
      {sides.map(({ name, side, grip }) => (
        <NumberField
          key={side}
          label={name}
          unit="%"
          min={0}
          max={100}
          value={Math.round(1000 * crop[side]) / 10}
          onChange={(percent) => {
            const by = (percent ?? 100 * whole[side]) / 100 - crop[side]
            onChange(moveGrip(crop, grip, grip.x === 0 ? 0 : by, grip.y === 0 ? 0 : by, ratio))
          }}
        />
      ))}
    </fieldset>
  )
}

const sides = [
  { name: 'Left', side: 'left', grip: { x: -1, y: 0 } },
  { name: 'Right', side: 'right', grip: { x: 1, y: 0 } },
  { name: 'Top', side: 'top', grip: { x: 0, y: -1 } },
  { name: 'Bottom', side: 'bottom', grip: { x: 0, y: 1 } },
] as const
