'use client'
import { type RefObject, useLayoutEffect } from 'react'

/** Sharper than this no eye sees it, and every pixel is painted at each move. */
const mostRatio = 2.5

/** Keeps a canvas as large as its box in device pixels and paints it anew at every render. */
export function useCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  size: { width: number; height: number },
  paint: (context: CanvasRenderingContext2D, ratio: number) => void,
): void {
  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || size.width === 0) return
    const ratio = Math.min(window.devicePixelRatio || 1, mostRatio)
    const width = Math.round(size.width * ratio)
    const height = Math.round(size.height * ratio)
    if (element.width !== width || element.height !== height) {
      element.width = width
      element.height = height
    }
    paint(context, ratio)
  })
}
