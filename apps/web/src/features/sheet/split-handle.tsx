'use client'
import { ChevronsLeftRight } from 'lucide-react'
import type { PointerEvent } from 'react'

type SplitHandleProps = {
  /** Where the seam is, in px from the left of the view. */
  left: number
  split: number
  onChange: (split: number) => void
  /** From a pointer's x in the window to a share of the sheet. */
  shareAt: (clientX: number) => number
}

/** The seam between photo and drawing: dragged, or moved with the arrow keys, Home and End. */
export function SplitHandle({ left, split, onChange, shareAt }: SplitHandleProps) {
  const move = (share: number) => onChange(Math.min(1, Math.max(0, share)))
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    if (event.currentTarget.hasPointerCapture(event.pointerId)) move(shareAt(event.clientX))
  }
  return (
    <div
      data-no-pan=""
      role="slider"
      tabIndex={0}
      aria-label="Photo or drawing"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      aria-valuetext={`${Math.round(split * 100)} % photo`}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={(event) => {
        const steps: Record<string, number> = {
          ArrowLeft: -0.02,
          ArrowRight: 0.02,
          PageDown: -0.1,
          PageUp: 0.1,
        }
        const step = steps[event.key]
        if (event.key === 'Home') move(0)
        else if (event.key === 'End') move(1)
        else if (step !== undefined) move(split + step)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
      className="absolute inset-y-0 -ml-5 grid w-10 cursor-ew-resize touch-none place-items-center before:absolute before:inset-y-0 before:left-1/2 before:w-[1.5px] before:-translate-x-1/2 before:bg-blue focus-visible:outline-none"
      style={{ left }}
    >
      <span className="relative grid size-9 place-items-center rounded-full bg-blue text-on-blue in-focus-visible:outline-2 in-focus-visible:outline-offset-2 in-focus-visible:outline-blue">
        <ChevronsLeftRight size={18} strokeWidth={1.5} aria-hidden="true" />
      </span>
    </div>
  )
}
