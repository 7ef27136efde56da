'use client'
import { type ReactNode, type SyntheticEvent, useLayoutEffect, useRef } from 'react'

/** Longer than any system takes two clicks for one double click. */
const settleMs = 700

type SettlingProps = {
  /** What the controls inside mean now: it changes when another control, or the same of another thing, takes a place. */
  meaning: string
  className?: string
  children: ReactNode
}

/**
 * A place whose controls may change their meaning under the pointer. For a moment after they did, what is pressed there
 * does nothing: a second click, tap or Enter was meant for what stood there before. Once the pointer has left and come
 * back, it is meant for what stands there now.
 */
export function Settling({ meaning, className, children }: SettlingProps) {
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  const before = useRef(meaning)
  useLayoutEffect(() => {
    if (before.current === meaning) return
    before.current = meaning
    changedAt.current = performance.now()
  }, [meaning])
  const swallow = (event: SyntheticEvent) => {
    if (performance.now() - changedAt.current > settleMs) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={className}
      onClickCapture={swallow}
      onPointerLeave={() => {
        changedAt.current = Number.NEGATIVE_INFINITY
      }}
    >
      {children}
    </div>
  )
}
