'use client'
import { type Job, jobSchema } from '@plotline/services/contract'
import type { Recipe } from '@plotline/vectorizer'
import { useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { type CallCode, CallError, messageOf } from '../api/problem.ts'
import { keepDraft } from './draft-store.ts'
import type { Photo } from './open-photo.ts'
import { uploadPhoto } from './upload.ts'

export type OrderState =
  | { step: 'idle' }
  | { step: 'uploading'; share: number }
  | { step: 'ordering' }
  | { step: 'failed'; code: CallCode; message: string }

type Order = { photo: Photo; recipe: Recipe }

/** Sends the photo if the server does not have it yet, then orders the drawing. One order at a time, cancellable. */
export function useOrder(assetId: { current: string | undefined }, onOrdered: (job: Job) => void) {
  const [state, setState] = useState<OrderState>({ step: 'idle' })
  const running = useRef<AbortController | null>(null)
  /** The same order sent twice is one order: the key changes only with what is ordered. */
  const key = useRef({ of: '', value: '' })

  const send = async ({ photo, recipe }: Order, signal: AbortSignal): Promise<Job> => {
    if (!assetId.current) {
      setState({ step: 'uploading', share: 0 })
      assetId.current = await uploadPhoto(
        photo.blob,
        photo.name,
        (share) => setState({ step: 'uploading', share }),
        signal,
      )
      await keepDraft('photo', { blob: photo.blob, name: photo.name, assetId: assetId.current })
    }
    setState({ step: 'ordering' })
    const body = { assetId: assetId.current, recipe }
    const of = JSON.stringify(body)
    if (key.current.of !== of) key.current = { of, value: crypto.randomUUID() }
    return call(jobSchema, '/api/jobs', {
      method: 'POST',
      body,
      headers: { 'idempotency-key': key.current.value },
      signal,
    })
  }

  const order = async (wanted: Order) => {
    if (running.current) return
    const control = new AbortController()
    running.current = control
    try {
      const job = await send(wanted, control.signal).catch((error) => {
        // Our copy has expired or never arrived: send the photo again, once.
        const isLost =
          error instanceof CallError && ['not_found', 'gone', 'upload_missing'].includes(error.code)
        if (!isLost || !assetId.current) throw error
        assetId.current = undefined
        return send(wanted, control.signal)
      })
      key.current = { of: '', value: '' }
      onOrdered(job)
      setState({ step: 'idle' })
    } catch (error) {
      const code = error instanceof CallError ? error.code : 'internal'
      setState(code === 'aborted' ? { step: 'idle' } : { step: 'failed', code, message: messageOf(error) })
    } finally {
      running.current = null
    }
  }

  return { state, order, cancel: () => running.current?.abort() }
}
