'use client'
import { useEffect, useRef } from 'react'
import { paintSheet } from '../sheet/paint.ts'
import type { ViewDrawing } from '../sheet/view-drawing.ts'

/** A drawing as small as a stamp, filling its box. */
export function StyleThumb({ drawing }: { drawing: ViewDrawing }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const ratio = Math.min(window.devicePixelRatio || 1, 2)
    const { clientWidth, clientHeight } = element
    element.width = clientWidth * ratio
    element.height = clientHeight * ratio
    const { sheet } = drawing
    const scale = Math.max(clientWidth / sheet.widthMm, clientHeight / sheet.heightMm)
    const view = {
      scale,
      x: (clientWidth - sheet.widthMm * scale) / 2,
      y: (clientHeight - sheet.heightMm * scale) / 2,
    }
    paintSheet(
      context,
      { sheet, drawing, photo: null, mode: 'drawing', split: 0, showTravel: false, plotted: null },
      view,
      ratio,
    )
  }, [drawing])
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tabindex takes no focus
  return <canvas ref={canvas} aria-hidden="true" className="size-full" />
}
