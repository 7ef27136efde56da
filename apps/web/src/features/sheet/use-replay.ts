'use client'
import { useCallback, useEffect, useState } from 'react'

/** Plays a drawing's strokes in plotting order; `plotted` is null while nothing is played. */
export function useReplay(strokes: number, durationMs = 9000) {
  const [plotted, setPlotted] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)

  useEffect(() => {
    if (!playing) return
    let frame = 0
    let last = performance.now()
    const step = (now: number) => {
      const share = ((now - last) / durationMs) * strokes
      last = now
      setPlotted((done) => Math.min(strokes, (done ?? 0) + share))
      frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [playing, strokes, durationMs])

  useEffect(() => {
    if (plotted === null || plotted < strokes) return
    setPlaying(false)
    setPlotted(null)
  }, [plotted, strokes])

  return {
    plotted: plotted === null ? null : Math.floor(plotted),
    playing,
    toggle: useCallback(() => setPlaying((now) => !now), []),
    seek: useCallback((stroke: number) => setPlotted(stroke), []),
    stop: useCallback(() => {
      setPlaying(false)
      setPlotted(null)
    }, []),
  }
}
