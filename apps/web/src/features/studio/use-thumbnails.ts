'use client'
import type { Pen } from '@plotline/strokes'
import { type Recipe, recipeSchema, type StyleName, styles } from '@plotline/vectorizer'
import { useEffect, useState } from 'react'
import type { ViewDrawing } from '../sheet/view-drawing.ts'
import type { EngineAnswer, EngineRequest } from './engine-messages.ts'
import type { Photo } from './photo/open-photo.ts'

const settleMs = 300

export type Thumbnails = Partial<Record<StyleName, ViewDrawing>>

/**
 * Every style drawn small from the photo, one after the other, in a worker of its own. Begins when `mayBegin`: the
 * drawing that was asked for comes first.
 */
export function useThumbnails(
  photo: Photo | null,
  {
    pen,
    paperColor,
    tone,
    mayBegin,
  }: { pen: Pen; paperColor: string; tone: Recipe['tone']; mayBegin: boolean },
): Thumbnails {
  const [thumbnails, setThumbnails] = useState<Thumbnails>({})
  const { color } = pen
  const toneKey = JSON.stringify(tone)

  useEffect(() => {
    setThumbnails({})
    if (!photo?.raster || !mayBegin) return
    const { raster } = photo
    const engine = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
    const names = styles.map(({ name }) => name as StyleName)
    const next = (id: number) => {
      const style = names[id]
      if (!style) return engine.terminate()
      const recipe = recipeSchema.parse({
        style,
        workingPx: 260,
        tone: JSON.parse(toneKey),
        pens: [{ name: 'Preview', color, widthMm: 0.4 }],
        page: { paper: 'a6', marginMm: 5, paperColor },
      })
      engine.postMessage({ type: 'draw', id, recipe, device: null } satisfies EngineRequest)
    }
    engine.onmessage = ({ data }: MessageEvent<EngineAnswer>) => {
      if (data.type === 'stage') return
      const style = names[data.id]
      if (data.type === 'drawn' && style) setThumbnails((now) => ({ ...now, [style]: data.drawing }))
      next(data.id + 1)
    }
    // A tone that is being dragged is drawn when it rests.
    const timer = setTimeout(() => {
      engine.postMessage({ type: 'photo', raster } satisfies EngineRequest)
      next(0)
    }, settleMs)
    return () => {
      clearTimeout(timer)
      engine.terminate()
    }
  }, [photo, color, paperColor, toneKey, mayBegin])

  return thumbnails
}
