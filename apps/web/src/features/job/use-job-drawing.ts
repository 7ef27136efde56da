'use client'
import { type Job, signedLinkSchema } from '@plotline/services/contract'
import { type Drawing, readDrawing } from '@plotline/strokes'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { packDrawing, type ViewDrawing } from '../sheet/view-drawing.ts'
import { previewOf } from './preview-handover.ts'

type JobDrawing = {
  drawing: ViewDrawing | null
  /** The finished drawing as it was stored; null until it has come. */
  finished: Drawing | null
  state: 'waiting' | 'loading' | 'there' | 'gone'
}

/** The finished drawing's strokes; until then the studio's preview, where there is one. */
export function useJobDrawing(job: Job): JobDrawing {
  const [drawing, setDrawing] = useState<ViewDrawing | null>(() => previewOf(job.id))
  const [finished, setFinished] = useState<Drawing | null>(null)
  const [state, setState] = useState<JobDrawing['state']>('waiting')
  const { id, status } = job

  useEffect(() => {
    if (status !== 'completed') return
    const control = new AbortController()
    setState('loading')
    const load = async () => {
      try {
        const link = await call(signedLinkSchema, `/api/jobs/${id}/download?format=json`, {
          signal: control.signal,
        })
        const response = await fetch(link.url, { signal: control.signal })
        if (!response.ok) throw new Error('expected the drawing')
        const stored = readDrawing(await response.text())
        setDrawing(packDrawing(stored))
        setFinished(stored)
        setState('there')
      } catch {
        if (!control.signal.aborted) setState('gone')
      }
    }
    void load()
    return () => control.abort()
  }, [id, status])

  return { drawing, finished, state }
}
