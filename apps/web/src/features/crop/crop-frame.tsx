'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useGrips } from '../../components/use-grips.ts'
import { type Crop, type Grip, moveGrip, placeInWords, turnedSize } from './crop.ts'

type CropFrameProps = {
  image: ImageBitmap
  rotateDeg: number
  crop: Crop
  /** The shape that is kept, in shares of the turned photo; null is free. */
  ratio: number | null
  /** What the frame is about. */
  label: string
  onChange: (crop: Crop) => void
}

/**
 * The turned photo with a frame about a part of it: sides and corners are dragged, sides also go by arrow keys. Where it
 * has come to is said to screen readers once it rests.
 */
export function CropFrame({ image, rotateDeg, crop, ratio, label, onChange }: CropFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = turnedSize(image, rotateDeg)

  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    element.width = width
    element.height = height
    context.translate(width / 2, height / 2)
    context.rotate((rotateDeg * Math.PI) / 180)
    context.drawImage(image, -image.width / 2, -image.height / 2)
  }, [image, rotateDeg, width, height])

  const gripFor = useGrips<Crop>()
  const grips = (grip: Grip) =>
    gripFor({
      from: crop,
      onDrag: (from, dxPx, dyPx) => {
        const box = canvas.current?.getBoundingClientRect()
        if (box) onChange(moveGrip(from, grip, dxPx / box.width, dyPx / box.height, ratio))
      },
      onStep: (dx, dy) => onChange(moveGrip(crop, grip, dx / 100, dy / 100, ratio)),
    })
  const said = useSaid(crop)
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`
  return (
    <div className="grid place-items-center">
      {/* The box has the photo's shape, so that shares of the one are shares of the other. */}
      <div
        className="relative touch-none overflow-hidden rounded-sm select-none"
        style={{
          aspectRatio: `${width} / ${height}`,
          width: `min(100%, ${((mostHeightDvh * width) / height).toFixed(2)}dvh)`,
        }}
      >
        <canvas ref={canvas} role="img" aria-label="Your photo" className="block size-full" />
        <div
          className="absolute shadow-[0_0_0_100vmax_rgb(0_0_0/0.55)]"
          style={{
            left: percent(crop.left),
            top: percent(crop.top),
            width: percent(crop.right - crop.left),
            height: percent(crop.bottom - crop.top),
          }}
        >
          <button
            type="button"
            aria-label={`${label}. Drag it, or use the arrow keys.`}
            className="absolute inset-0 cursor-move border border-white/90 focus-visible:-outline-offset-2"
            {...grips({ x: 0, y: 0 })}
          />
          {sides.map(({ name, grip, place, at }) => (
            <button
              key={name}
              type="button"
              aria-label={`${name} side, at ${Math.round(100 * at(crop))} %. Drag it, or use the arrow keys.`}
              className={`absolute grid size-6 place-items-center ${place}`}
              {...grips(grip)}
            >
              <span
                aria-hidden="true"
                className={`bg-white ring-1 ring-black/40 ${grip.x === 0 ? 'h-1 w-5' : 'h-5 w-1'}`}
              />
            </button>
          ))}
          {corners.map(({ name, grip, place }) => (
            <span key={name} className={`absolute grid size-6 place-items-center ${place}`} {...grips(grip)}>
              <span aria-hidden="true" className="size-2.5 bg-white ring-1 ring-black/40" />
            </span>
          ))}
        </div>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

/** The frame in words, a moment after it was last moved; nothing until then. */
function useSaid(crop: Crop): string {
  const words = placeInWords(crop)
  const first = useRef(words)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (words === first.current) return
    first.current = ''
    const timer = setTimeout(() => setSaid(words), restMs)
    return () => clearTimeout(timer)
  }, [words])
  return said
}

const restMs = 500

/** Room is left for the dialog's words and buttons. */
const mostHeightDvh = 46

/** They lie inside the frame, so that they can be reached when it is as large as the photo. */
const sides = [
  {
    name: 'Left',
    grip: { x: -1, y: 0 },
    place: 'left-0 top-1/2 -translate-y-1/2 cursor-ew-resize',
    at: (c: Crop) => c.left,
  },
  {
    name: 'Top',
    grip: { x: 0, y: -1 },
    place: 'top-0 left-1/2 -translate-x-1/2 cursor-ns-resize',
    at: (c: Crop) => c.top,
  },
  {
    name: 'Right',
    grip: { x: 1, y: 0 },
    place: 'right-0 top-1/2 -translate-y-1/2 cursor-ew-resize',
    at: (c: Crop) => c.right,
  },
  {
    name: 'Bottom',
    grip: { x: 0, y: 1 },
    place: 'bottom-0 left-1/2 -translate-x-1/2 cursor-ns-resize',
    at: (c: Crop) => c.bottom,
  },
] as const
const corners = [
  { name: 'top left', grip: { x: -1, y: -1 }, place: 'top-0 left-0 cursor-nwse-resize' },
  { name: 'top right', grip: { x: 1, y: -1 }, place: 'top-0 right-0 cursor-nesw-resize' },
  { name: 'bottom left', grip: { x: -1, y: 1 }, place: 'bottom-0 left-0 cursor-nesw-resize' },
  { name: 'bottom right', grip: { x: 1, y: 1 }, place: 'right-0 bottom-0 cursor-nwse-resize' },
] as const
