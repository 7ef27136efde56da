'use client'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

type Grip<From> = {
  /** What is moved, as it is when it is taken. */
  from: From
  /** Moved by a pointer, so many px from where it was taken. */
  onDrag: (from: From, dxPx: number, dyPx: number) => void
  /** Moved by an arrow key: ±1 along one axis, ten times that with Shift. */
  onStep: (dx: number, dy: number) => void
}

/** Gives elements the handlers that make them grips: dragged with a pointer or moved by the arrow keys. */
export function useGrips<From>() {
  const held = useRef<{ x: number; y: number; from: From } | null>(null)
  return ({ from, onDrag, onStep }: Grip<From>) => {
    const onPointer = (event: PointerEvent<HTMLElement>) => {
      if (event.type === 'pointerdown') {
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current = { x: event.clientX, y: event.clientY, from }
      }
      const start = held.current
      if (!start || !event.currentTarget.hasPointerCapture(event.pointerId)) return
      onDrag(start.from, event.clientX - start.x, event.clientY - start.y)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const step = steps[event.key]
      if (!step) return
      event.preventDefault()
      const by = event.shiftKey ? 10 : 1
      onStep(step[0] * by, step[1] * by)
    }
    return { onPointerDown: onPointer, onPointerMove: onPointer, onKeyDown }
  }
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
