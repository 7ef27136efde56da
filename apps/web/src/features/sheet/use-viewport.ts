'use client'
import type { Sheet } from '@plotline/strokes'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { fitSheet, type Viewport } from './paint.ts'

type Size = { width: number; height: number }
const maxScale = 60

/** Zoom and pan of a sheet: wheel, pinch, drag, and the same as calls for buttons and keys. */
export function useViewport(sheet: Sheet, host: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const [moved, setMoved] = useState<Viewport | null>(null)
  const fitted = fitSheet(sheet, size.width || 1, size.height || 1)
  const view = moved ?? fitted
  const latest = useRef({ view, fitted, size })
  latest.current = { view, fitted, size }

  useEffect(() => {
    const element = host.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [host])

  const zoomAt = useCallback((factor: number, x: number, y: number) => {
    const { view, fitted } = latest.current
    const scale = Math.min(maxScale, Math.max(fitted.scale * 0.5, view.scale * factor))
    const ratio = scale / view.scale
    setMoved({ scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio })
  }, [])
  const zoom = useCallback(
    (factor: number) => zoomAt(factor, latest.current.size.width / 2, latest.current.size.height / 2),
    [zoomAt],
  )
  const pan = useCallback((dx: number, dy: number) => {
    const { view } = latest.current
    setMoved({ ...view, x: view.x + dx, y: view.y + dy })
  }, [])
  const fit = useCallback(() => setMoved(null), [])

  useEffect(() => {
    const element = host.current
    if (!element) return
    const fingers = new Map<number, { x: number; y: number }>()
    const at = (event: MouseEvent) => {
      const box = element.getBoundingClientRect()
      return { x: event.clientX - box.left, y: event.clientY - box.top }
    }
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { x, y } = at(event)
      zoomAt(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), x, y)
    }
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-no-pan]')) return
      element.setPointerCapture(event.pointerId)
      fingers.set(event.pointerId, at(event))
    }
    const onMove = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId)
      if (!before) return
      const now = at(event)
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
      fingers.set(event.pointerId, now)
      if (!other) return pan(now.x - before.x, now.y - before.y)
      const spread =
        Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y)
      zoomAt(Number.isFinite(spread) ? spread : 1, (now.x + other.x) / 2, (now.y + other.y) / 2)
      pan((now.x - before.x) / 2, (now.y - before.y) / 2)
    }
    const onUp = (event: PointerEvent) => fingers.delete(event.pointerId)
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onUp)
    return () => {
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerup', onUp)
      element.removeEventListener('pointercancel', onUp)
    }
  }, [host, pan, zoomAt])

  return { view, size, isFitted: moved === null, zoom, pan, fit }
}
