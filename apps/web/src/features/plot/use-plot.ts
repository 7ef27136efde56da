'use client'
import { type Job, signedLinkSchema } from '@plotline/services/contract'
import type { Device, DrawingStats } from '@plotline/strokes'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { PlainError } from '../api/problem.ts'
import type { ViewDrawing } from '../sheet/view-drawing.ts'
import type { FileWish, PlotAnswer, PlotRequest, PlotSetup } from './plot-messages.ts'

export type Opened = Extract<PlotAnswer, { type: 'opened' }>
export type Planned = {
  drawing: ViewDrawing
  setup: PlotSetup
  before: DrawingStats
  after: DrawingStats
  inkMm: number[]
  times: Float32Array
  warnings: string[]
}
type Written = {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  extension: string
  warnings: readonly string[]
}

const settleMs = 120

/** A finished drawing in a worker of its own: opened once, arranged at every change, written when asked. */
export function usePlot(job: Job, setup: PlotSetup | null, device: Device) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [planned, setPlanned] = useState<Planned | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const worker = useRef<Worker | null>(null)
  const lastId = useRef(0)
  const lastArrange = useRef(0)
  /** Files that are being written, by the id they were asked for with. */
  const writing = useRef(new Map<number, PromiseWithResolvers<Written>>())
  const { id: jobId } = job

  useEffect(() => {
    const control = new AbortController()
    const engine = new Worker(new URL('./plot.worker.ts', import.meta.url), { type: 'module' })
    worker.current = engine
    engine.onmessage = ({ data }: MessageEvent<PlotAnswer>) => {
      if (data.type === 'opened') return setOpened(data)
      const file = writing.current.get(data.id)
      writing.current.delete(data.id)
      if (data.type === 'written') return file?.resolve(data)
      if (data.type === 'failed' && file) return file.reject(new PlainError(data.message))
      if (data.id !== lastArrange.current) return
      setBusy(false)
      setProblem(data.type === 'failed' ? data.message : null)
      if (data.type === 'arranged') setPlanned(data)
    }
    engine.onerror = () => setProblem('This drawing could not be opened. Reload the page.')
    const load = async () => {
      try {
        const { signal } = control
        const link = await call(signedLinkSchema, `/api/jobs/${jobId}/download?format=json`, { signal })
        const response = await fetch(link.url, { signal })
        if (!response.ok) throw new Error('expected the drawing')
        post(engine, { type: 'open', text: await response.text() })
      } catch {
        if (!control.signal.aborted) {
          setProblem(
            'The files of this drawing have expired or cannot be reached. Repeat the drawing to make them again.',
          )
        }
      }
    }
    void load()
    return () => {
      control.abort()
      engine.terminate()
      worker.current = null
    }
  }, [jobId])

  const setupKey = JSON.stringify(setup)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setup by its content
  useEffect(() => {
    if (!opened || !setup) return
    const timer = setTimeout(() => {
      if (!worker.current) return
      setBusy(true)
      lastArrange.current = ++lastId.current
      post(worker.current, { type: 'arrange', id: lastArrange.current, setup, device })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [opened, setupKey, device])

  const write = useCallback(
    async (wish: FileWish): Promise<Written> => {
      if (!worker.current || !setup) throw new Error('The drawing is not open yet.')
      const answer = Promise.withResolvers<Written>()
      const id = ++lastId.current
      writing.current.set(id, answer)
      post(worker.current, { type: 'write', id, setup, device, wish, title: job.filename })
      return answer.promise
    },
    [setup, device, job.filename],
  )

  return { opened, planned, busy, problem, write }
}

const post = (engine: Worker, request: PlotRequest) => engine.postMessage(request)
