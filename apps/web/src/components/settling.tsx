'use client'
import { type MouseEvent, type PointerEvent, type ReactNode, useLayoutEffect, useRef } from 'react'

/** Longer than any system takes two clicks for one double click. */
const settleMs = 700
/** A hand that presses twice moves less than this between the two, in CSS pixels. */
const steadyPx = 24

type SettlingProps = {
  /** What the controls inside mean now: it changes when another control, or the same of another thing, takes a place. */
  meaning: string
  className?: string
  children: ReactNode
}

/**
 * A place whose controls may change their meaning under the pointer. For a moment after they did, what is pressed where
 * the pointer was then does nothing, nor does a key: a second click, tap or Enter was meant for what stood there before.
 * A pointer that has moved to another control, or has left and come back, means what stands there now.
 */
export function Settling({ meaning, className, children }: SettlingProps) {
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  const before = useRef(meaning)
  /** Where the pointer is, and where it was when the meaning changed; null while it is elsewhere. */
  const pointer = useRef<Spot | null>(null)
  const then = useRef<Spot | null>(null)
  useLayoutEffect(() => {
    if (before.current === meaning) return
    before.current = meaning
    changedAt.current = performance.now()
    then.current = pointer.current
  }, [meaning])
  const follow = ({ clientX: x, clientY: y }: PointerEvent) => {
    pointer.current = { x, y }
  }
  const swallow = (event: MouseEvent) => {
    if (performance.now() - changedAt.current > settleMs) return
    // A key's click counts none.
    if (event.detail > 0 && isElsewhere(event, then.current)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={className}
      onPointerMoveCapture={follow}
      onPointerDownCapture={follow}
      onClickCapture={swallow}
      onPointerLeave={() => {
        changedAt.current = Number.NEGATIVE_INFINITY
        pointer.current = null
      }}
    >
      {children}
    </div>
  )
}

type Spot = { readonly x: number; readonly y: number }

function isElsewhere({ clientX, clientY }: MouseEvent, then: Spot | null): boolean {
  return then === null || Math.hypot(clientX - then.x, clientY - then.y) > steadyPx
}
