'use client'
import type { Device, DrawingStats } from '@plotline/strokes'
import { needsEdges, type Recipe, type StageName } from '@plotline/vectorizer'
import { useEffect, useRef, useState } from 'react'
import type { ViewDrawing } from '../sheet/view-drawing.ts'
import type { EngineAnswer, EngineRequest } from './engine-messages.ts'
import { foundOnOurSide } from './fields/detector-field.tsx'
import type { Photo } from './photo/open-photo.ts'

export type Preview = {
  drawing: ViewDrawing | null
  stats: DrawingStats | null
  warnings: string[]
  /** What the engine is doing, or null when it rests. */
  stage: StageName | null
  failed: boolean
}

const nothing: Preview = { drawing: null, stats: null, warnings: [], stage: null, failed: false }
/** A setting that is being dragged is drawn when it rests; a new photo at once. */
const settleMs = 140
/** First a small drawing that is there at once, then the one that is meant. */
const roughPx = 420
const finePx = 1400

/** Draws the photo as the recipe says, in a worker: anew on every change, the running one stopped. */
export function usePreview(photo: Photo | null, recipe: Recipe, device: Device | null): Preview {
  const [preview, setPreview] = useState<Preview>(nothing)
  const worker = useRef<Worker | null>(null)
  const lastId = useRef(0)
  const drawnPhoto = useRef<Photo | null>(null)
  const recipeKey = JSON.stringify(recipe)
  const deviceName = device?.name ?? null
  const latest = useRef({ recipe, device })
  latest.current = { recipe, device }

  // One engine for as long as the studio is open: it loads while the person still looks for a photo.
  useEffect(() => {
    const engine = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
    worker.current = engine
    engine.onmessage = ({ data }: MessageEvent<EngineAnswer>) => {
      if (data.id !== lastId.current) return
      if (data.type === 'stage') setPreview((now) => ({ ...now, stage: data.stage }))
      if (data.type === 'failed') setPreview((now) => ({ ...now, stage: null, failed: true }))
      if (data.type !== 'drawn') return
      const { recipe: wanted, device: on } = latest.current
      const isRough = data.id % 2 === 1
      const { drawing, stats } = data
      const warnings = needsEdges(wanted) ? [foundOnOurSide, ...data.warnings] : data.warnings
      setPreview({ drawing, stats, warnings, stage: isRough ? 'tone' : null, failed: false })
      if (isRough)
        post(engine, { type: 'draw', id: ++lastId.current, recipe: sized(wanted, finePx), device: on })
    }
    engine.onerror = () => setPreview((now) => ({ ...now, stage: null, failed: true }))
    return () => {
      engine.terminate()
      worker.current = null
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the recipe and the device by their content, and another photo
  useEffect(() => {
    const engine = worker.current
    if (!engine) return
    // Odd ids are rough drawings, even ones the fine drawing after it.
    lastId.current += lastId.current % 2 === 0 ? 1 : 2
    const id = lastId.current
    post(engine, { type: 'cancel' })
    if (!photo?.raster) {
      drawnPhoto.current = null
      setPreview(nothing)
      return
    }
    const draw = () => {
      const { recipe: wanted, device: on } = latest.current
      post(engine, { type: 'draw', id, recipe: sized(wanted, roughPx), device: on })
    }
    if (drawnPhoto.current !== photo) {
      drawnPhoto.current = photo
      setPreview({ ...nothing, stage: 'tone' })
      post(engine, { type: 'photo', raster: photo.raster })
      draw()
      return
    }
    setPreview((now) => ({ ...now, stage: 'tone', failed: false }))
    const timer = setTimeout(draw, settleMs)
    return () => clearTimeout(timer)
  }, [photo, recipeKey, deviceName])

  return preview
}

const post = (engine: Worker, request: EngineRequest) => engine.postMessage(request)

/**
 * A preview is sorted quickly, the rough one at a glance; the order is sorted as well as was asked for. Models run on our
 * side only: where one finds the edges, the preview has canny's.
 */
const sized = (recipe: Recipe, maxPx: number): Recipe => ({
  ...recipe,
  ...(needsEdges(recipe) ? { lines: { ...recipe.lines, detector: 'canny' } } : {}),
  plan: { ...recipe.plan, order: recipe.plan.order === 'none' ? 'none' : maxPx < finePx ? 'greedy' : 'fast' },
  workingPx: Math.min(recipe.workingPx, maxPx),
})
