'use client'
import type { Sheet } from '@plotline/strokes'
import { Maximize, Minus, Plus, Route } from 'lucide-react'
import { useRef, useState } from 'react'
import { IconButton } from '../../components/button.tsx'
import { useGrips } from '../../components/use-grips.ts'
import { paintSheet } from '../sheet/paint.ts'
import { useCanvas } from '../sheet/use-canvas.ts'
import { useViewport } from '../sheet/use-viewport.ts'
import type { ViewDrawing } from '../sheet/view-drawing.ts'
import { sizedWidth } from './place.ts'
import { PlotPlayer } from './plot-player.tsx'
import type { Player } from './use-player.ts'

/** A box on the sheet, in mm. */
export type Spot = { xMm: number; yMm: number; widthMm: number; heightMm: number }

type PlotStageProps = {
  sheet: Sheet
  drawing: ViewDrawing | null
  /** Where the drawing is to lie, and where the one that is shown was set for. */
  wanted: Spot | null
  shown: Spot | null
  label: string
  player: Player | null
  onMove: (xMm: number, yMm: number) => void
  onResize: (widthMm: number) => void
}

/** The sheet with the drawing on it, to be moved and sized by hand or by arrow keys, and the plot as the machine will do it. */
export function PlotStage(props: PlotStageProps) {
  const { sheet, drawing, wanted, shown, label, player, onMove, onResize } = props
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [showTravel, setShowTravel] = useState(false)
  const { view, size, isFitted, zoom, fit } = useViewport(sheet, host)
  const moved = wanted && shown ? moveBetween(shown, wanted) : null

  useCanvas(canvas, size, (context, ratio) => {
    const scene = {
      sheet,
      drawing,
      photo: null,
      mode: 'drawing',
      split: 0,
      showTravel,
      moved,
      isPlot: true,
    } as const
    paintSheet(context, { ...scene, plotted: player?.plotted ?? null }, view, ratio)
  })

  const icon = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const
  return (
    <section aria-label="Sheet" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div ref={host} className="relative min-h-0 flex-1 touch-none overflow-hidden">
        <canvas ref={canvas} role="img" aria-label={label} className="absolute inset-0 size-full" />
        {wanted ? (
          <Handles
            spot={wanted}
            onMove={onMove}
            onResize={onResize}
            scale={view.scale}
            left={view.x + wanted.xMm * view.scale}
            top={view.y + wanted.yMm * view.scale}
          />
        ) : null}
      </div>
      <div
        role="toolbar"
        aria-label="Sheet"
        className="flex shrink-0 flex-wrap items-center justify-center gap-x-2 px-2 py-1.5"
      >
        <IconButton name="Zoom out" onClick={() => zoom(0.8)}>
          <Minus {...icon} />
        </IconButton>
        <IconButton name="Zoom in" onClick={() => zoom(1.25)}>
          <Plus {...icon} />
        </IconButton>
        <IconButton name="Fit the sheet" onClick={fit} disabled={isFitted}>
          <Maximize {...icon} />
        </IconButton>
        <IconButton
          name={showTravel ? 'Hide travel' : 'Show travel'}
          aria-pressed={showTravel}
          onClick={() => setShowTravel((now) => !now)}
        >
          <Route {...icon} />
        </IconButton>
        {player ? <PlotPlayer player={player} /> : null}
      </div>
    </section>
  )
}

type HandlesProps = {
  spot: Spot
  left: number
  top: number
  /** px per mm */
  scale: number
  onMove: (xMm: number, yMm: number) => void
  onResize: (widthMm: number) => void
}

/** The drawing's box: dragged with a pointer, or moved by 1 mm with the arrow keys, by 10 mm with Shift; its corner sizes it the same ways. */
function Handles({ spot, left, top, scale, onMove, onResize }: HandlesProps) {
  const grip = useGrips<Spot>()({
    from: spot,
    onDrag: (from, dxPx, dyPx) => onMove(rounded(from.xMm + dxPx / scale), rounded(from.yMm + dyPx / scale)),
    onStep: (dxMm, dyMm) => onMove(rounded(spot.xMm + dxMm), rounded(spot.yMm + dyMm)),
  })
  const sized = (from: Spot, dxMm: number, dyMm: number) =>
    onResize(rounded(Math.max(1, sizedWidth(from, dxMm, dyMm))))
  const corner = useGrips<Spot>()({
    from: spot,
    onDrag: (from, dxPx, dyPx) => sized(from, dxPx / scale, dyPx / scale),
    onStep: (dxMm, dyMm) => onResize(rounded(Math.max(1, spot.widthMm + dxMm + dyMm))),
  })
  const size = { width: spot.widthMm * scale, height: spot.heightMm * scale }
  return (
    <>
      <button
        type="button"
        data-no-pan=""
        aria-label={`The drawing, ${rounded(spot.xMm)} mm from the left, ${rounded(spot.yMm)} mm from the top. Drag it, or use the arrow keys.`}
        {...grip}
        className="absolute cursor-move touch-none scheme-light border border-dashed border-blue/60 hover:border-blue"
        style={{ left, top, ...size }}
      />
      <button
        type="button"
        data-no-pan=""
        aria-label={`The drawing's size, ${rounded(spot.widthMm)} by ${rounded(spot.heightMm)} mm. Drag this corner, or use the arrow keys.`}
        {...corner}
        className="absolute grid size-6 cursor-nwse-resize touch-none scheme-light place-items-center"
        style={{ left: left + size.width - 12, top: top + size.height - 12 }}
      >
        <span aria-hidden="true" className="size-3 rounded-full border-2 border-blue bg-paper" />
      </button>
    </>
  )
}

/** How a drawing set for one box is to be shown in another. */
function moveBetween(from: Spot, to: Spot): { scale: number; xMm: number; yMm: number } {
  const scale = from.widthMm > 0 ? to.widthMm / from.widthMm : 1
  return { scale, xMm: to.xMm - from.xMm * scale, yMm: to.yMm - from.yMm * scale }
}

const rounded = (mm: number) => Math.round(10 * mm) / 10
