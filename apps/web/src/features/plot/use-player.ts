'use client'
import { useEffect, useMemo, useState } from 'react'
import { useMedia } from '../../components/use-media.ts'
import type { Progress } from '../sheet/view-drawing.ts'
import { progressAt } from './progress.ts'

export const speeds = [1, 10, 60, 300] as const
export type Speed = (typeof speeds)[number]

export type Player = {
  /** How far the plot has come, or null while nothing is played. */
  plotted: Progress | null
  seconds: number
  totalSeconds: number
  playing: boolean
  speed: Speed
  /** Null where motion is unwanted: the plot is then looked at by hand. */
  toggle: (() => void) | null
  setSpeed: (speed: Speed) => void
  seek: (seconds: number) => void
  stop: () => void
}

type Plot = { readonly times: Float32Array; readonly after: { readonly plotSeconds: number } }

/**
 * Plays a plot in the machine's own time, some times faster. `times` holds begin and end of each stroke, s; after the
 * last one the pen rides home, until all of it is over.
 */
export function usePlayer(plot: Plot | null): Player | null {
  const [seconds, setSeconds] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(60)
  const isStill = useMedia('(prefers-reduced-motion: reduce)')
  const times = plot?.times ?? null
  // The estimate beside the player is of the same walk, which rounding to 32 bits must not end early.
  const total = Math.max(plot?.after.plotSeconds ?? 0, times?.at(-1) ?? 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another plan ends the play of the one before
  useEffect(() => {
    setSeconds(null)
    setPlaying(false)
  }, [times])

  useEffect(() => {
    if (!playing) return
    let frame = 0
    let last = performance.now()
    const step = (now: number) => {
      const passed = ((now - last) / 1000) * speed
      last = now
      setSeconds((at) => Math.min(total, (at ?? 0) + passed))
      frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [playing, speed, total])

  useEffect(() => {
    if (seconds !== null && seconds >= total) setPlaying(false)
  }, [seconds, total])

  const plotted = useMemo(
    () => (times && seconds !== null ? progressAt(times, seconds) : null),
    [times, seconds],
  )
  if (!times || total === 0) return null
  return {
    plotted,
    seconds: seconds ?? 0,
    totalSeconds: total,
    playing,
    speed,
    toggle: isStill
      ? null
      : () => {
          if (!playing && seconds !== null && seconds >= total) setSeconds(0)
          setPlaying(!playing)
        },
    setSpeed,
    seek: (to) => setSeconds(to),
    stop: () => {
      setPlaying(false)
      setSeconds(null)
    },
  }
}
