'use client'
import { isWhole, type Recipe } from '@plotline/vectorizer'
import { RotateCcw, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ChoiceField, choicesOf } from '../../components/field.tsx'
import { type Crop, roundedCrop, shapedTo, turnedBy90, turnedSize, whole } from './crop.ts'
import { CropFrame } from './crop-frame.tsx'
import { SideFields } from './side-fields.tsx'

type Cut = Pick<Recipe['tone'], 'rotateDeg' | 'crop'>
type CropDialogProps = {
  image: ImageBitmap
  /** As the recipe has it now. */
  cut: Cut
  /** Width over height of the paper inside its margins, for a photo of this size. */
  paperRatio: (size: { width: number; height: number }) => number
  onDone: (cut: Cut) => void
  onClose: () => void
}

const shapes = { free: 'Any shape', paper: 'As the paper', square: 'Square' }
type Shape = keyof typeof shapes

/** Turns the photo and picks what stays of it. Nothing changes until it is used. */
export function CropDialog({ image, cut, paperRatio, onDone, onClose }: CropDialogProps) {
  const [{ rotateDeg, crop }, setCut] = useState(cut)
  const [shape, setShape] = useState<Shape>('free')
  const ratioOf = (name: Shape, turn: number) => {
    if (name === 'free') return null
    const size = turnedSize(image, turn)
    return ((name === 'square' ? 1 : paperRatio(size)) * size.height) / size.width
  }
  const ratio = ratioOf(shape, rotateDeg)
  const setCrop = (next: Crop) => setCut((now) => ({ ...now, crop: next }))
  const turn = (way: 1 | -1) => {
    const turned = ((rotateDeg + 90 * way + 540) % 360) - 180
    const kept = turnedBy90(crop, way)
    const wanted = ratioOf(shape, turned)
    setCut({ rotateDeg: turned, crop: wanted === null ? kept : shapedTo(kept, wanted) })
  }
  const icon = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Crop the photo"
      description="Only what stays is drawn, and it fills the sheet. The photo itself is kept whole."
    >
      <CropFrame
        image={image}
        rotateDeg={rotateDeg}
        crop={crop}
        ratio={ratio}
        label="What stays of the photo"
        onChange={setCrop}
      />
      <div className="mt-4 flex flex-wrap items-end gap-x-4 gap-y-3">
        <ChoiceField
          label="Shape"
          value={shape}
          choices={choicesOf(shapes)}
          onChange={(next) => {
            const wanted = ratioOf(next, rotateDeg)
            setShape(next)
            if (wanted !== null) setCrop(shapedTo(crop, wanted))
          }}
        />
        <div className="flex">
          <IconButton name="Turn left" onClick={() => turn(-1)}>
            <RotateCcw {...icon} />
          </IconButton>
          <IconButton name="Turn right" onClick={() => turn(1)}>
            <RotateCw {...icon} />
          </IconButton>
        </div>
        <SideFields crop={crop} ratio={ratio} onChange={setCrop} />
      </div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button
          look="plain"
          disabled={isWhole({ rotateDeg, ...crop })}
          onClick={() => {
            setShape('free')
            setCut({ rotateDeg: 0, crop: whole })
          }}
        >
          Take it whole
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" onClick={() => onDone({ rotateDeg, crop: roundedCrop(crop) })}>
          Use this part
        </Button>
      </div>
    </Dialog>
  )
}
