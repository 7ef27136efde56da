'use client'
import type { Sheet } from '@plotline/strokes'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type PlacedPhoto, paintSheet, type SheetMode } from './paint.ts'
import { SheetToolbar } from './sheet-toolbar.tsx'
import { SplitHandle } from './split-handle.tsx'
import { useCanvas } from './use-canvas.ts'
import { useReplay } from './use-replay.ts'
import { useViewport } from './use-viewport.ts'
import { strokeCount, type ViewDrawing } from './view-drawing.ts'

type SheetViewProps = {
  sheet: Sheet
  drawing: ViewDrawing | null
  photo: PlacedPhoto | null
  /** What the drawing is, for whoever does not see it. */
  label: string
  mode: SheetMode
  onModeChange: (mode: SheetMode) => void
  /** How much of the drawing is on paper while it is being made, 0 … 1; null once it is done. */
  progress?: number | null
  children?: ReactNode
}

/** A sheet on the desk: zoom, pan, fit, compare with the photo, travel, and a replay of the plot. */
export function SheetView({
  sheet,
  drawing,
  photo,
  label,
  mode,
  onModeChange,
  progress = null,
  children,
}: SheetViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [split, setSplit] = useState(0.5)
  const [showTravel, setShowTravel] = useState(false)
  const { view, size, isFitted, zoom, pan, fit } = useViewport(sheet, host)
  const strokes = drawing ? strokeCount(drawing) : 0
  const replay = useReplay(strokes)
  const { stop } = replay
  const onPaper = progress === null ? replay.plotted : Math.floor(progress * strokes)
  const plotted = onPaper === null ? null : { strokes: onPaper, drawn: 0, way: 0 }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing ends the replay of the one before
  useEffect(() => stop(), [drawing, stop])

  useCanvas(canvas, size, (context, ratio) =>
    paintSheet(context, { sheet, drawing, photo, mode, split, showTravel, plotted }, view, ratio),
  )

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    const act: Record<string, () => void> = {
      '+': () => zoom(1.25),
      '=': () => zoom(1.25),
      '-': () => zoom(0.8),
      '0': fit,
      ArrowLeft: () => pan(40, 0),
      ArrowRight: () => pan(-40, 0),
      ArrowUp: () => pan(0, 40),
      ArrowDown: () => pan(0, -40),
      c: () => photo && onModeChange(mode === 'compare' ? 'drawing' : 'compare'),
      p: () => photo && onModeChange(mode === 'photo' ? 'drawing' : 'photo'),
      t: () => setShowTravel((now) => !now),
    }
    const found = act[event.key]
    if (!found) return
    event.preventDefault()
    found()
  }

  const seam = view.x + sheet.widthMm * view.scale * split
  return (
    <section aria-label="Sheet" className="flex min-h-0 min-w-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div ref={host} className="relative min-h-0 flex-1 touch-none overflow-hidden">
        <canvas
          ref={canvas}
          role="img"
          aria-label={label}
          tabIndex={0}
          className="absolute inset-0 size-full cursor-grab active:cursor-grabbing focus-visible:-outline-offset-2"
        />
        {mode === 'compare' && photo ? (
          <SplitHandle
            left={seam}
            split={split}
            onChange={setSplit}
            shareAt={(clientX) => {
              const box = host.current?.getBoundingClientRect()
              return (clientX - (box?.left ?? 0) - view.x) / (sheet.widthMm * view.scale)
            }}
          />
        ) : null}
        {children}
      </div>
      <SheetToolbar
        percent={Math.round(view.scale * (25.4 / 96) * 100)}
        isFitted={isFitted}
        onZoom={zoom}
        onFit={fit}
        mode={mode}
        onModeChange={photo ? onModeChange : null}
        showTravel={showTravel}
        onTravel={() => setShowTravel((now) => !now)}
        replay={strokes > 0 && progress === null ? { ...replay, strokes } : null}
      />
    </section>
  )
}
