'use client'
import type { Recipe } from '@plotline/vectorizer'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { boxOf, cropOf, whole } from '../crop/crop.ts'
import { CropFrame } from '../crop/crop-frame.tsx'
import { SideFields } from '../crop/side-fields.tsx'

type Box = Recipe['isolate']['box']
type SubjectDialogProps = {
  image: ImageBitmap
  /** As the recipe has it now. */
  box: Box
  onDone: (box: Box) => void
  onClose: () => void
}

/** Marks where the subject is on the photo as it came, neither turned nor cut. Nothing changes until it is used. */
export function SubjectDialog({ image, box, onDone, onClose }: SubjectDialogProps) {
  const [frame, setFrame] = useState(() => cropOf(box))
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Mark the subject"
      description="It is looked for inside the frame alone; all the rest counts as background."
    >
      <CropFrame
        image={image}
        rotateDeg={0}
        crop={frame}
        ratio={null}
        label="Where the subject is"
        onChange={setFrame}
      />
      <div className="mt-4 flex">
        <SideFields crop={frame} ratio={null} onChange={setFrame} />
      </div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button look="plain" disabled={boxOf(frame) === undefined} onClick={() => setFrame(whole)}>
          Whole photo
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" onClick={() => onDone(boxOf(frame))}>
          Look here
        </Button>
      </div>
    </Dialog>
  )
}
