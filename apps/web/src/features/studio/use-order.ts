'use client'
import type { Job } from '@plotline/services/contract'
import { type Recipe, storedRecipeSchema } from '@plotline/vectorizer'
import { useEffect, useRef, useState } from 'react'
import { type CallCode, CallError, messageOf } from '../api/problem.ts'
import { forgetDraft, keepDraft, recallDraft } from './draft-store.ts'
import { followOrder, type SentOrder } from './follow-order.ts'
import type { Photo } from './photo/open-photo.ts'
import { uploadPhoto } from './photo/upload.ts'

export type OrderState =
  | { step: 'idle' }
  | { step: 'uploading'; share: number }
  /** Sent; `lost` while its answer is asked for again. */
  | { step: 'ordering'; lost: boolean }
  | { step: 'stopping'; lost: boolean }
  /** Ended because the person stopped it: before it was sent, or cancelled with the credit back. */
  | { step: 'stopped'; refunded: boolean }
  | { step: 'failed'; code: CallCode; message: string }

type Order = { photo: Photo; recipe: Recipe }
type Run = { upload: AbortController; left: AbortController; stop: boolean; sent: SentOrder | null }

/** After these the order may be there or not: it stays remembered. Any other refusal is an answer. */
const isUndecided = (code: CallCode) => ['internal', 'unauthenticated', 'aborted'].includes(code)

/**
 * Sends the photo if the server does not have it yet, then orders the drawing. One order at a time; what was sent is
 * followed to its end, after a reload too, and stopping it cancels it.
 */
export function useOrder(assetId: { current: string | undefined }, onOrdered: (job: Job) => void) {
  const [state, setState] = useState<OrderState>({ step: 'idle' })
  const running = useRef<Run | null>(null)
  /** Sent and not answered: the same order asked for again is the same order. */
  const unanswered = useRef<SentOrder | null>(null)

  const upload = async ({ photo }: Order, run: Run): Promise<string> => {
    if (assetId.current) return assetId.current
    setState({ step: 'uploading', share: 0 })
    const id = await uploadPhoto(
      photo.blob,
      photo.name,
      (share) => setState({ step: 'uploading', share }),
      run.upload.signal,
    )
    assetId.current = id
    await keepDraft('photo', { blob: photo.blob, name: photo.name, assetId: id })
    return id
  }

  const follow = async (sent: SentOrder, run: Run) => {
    run.sent = sent
    run.stop ||= sent.stop
    unanswered.current = sent
    const show = (lost: boolean) => setState({ step: run.stop ? 'stopping' : 'ordering', lost })
    show(false)
    await keepDraft('order', { ...sent, stop: run.stop })
    return followOrder(sent, {
      left: run.left.signal,
      isStopped: () => run.stop,
      onLost: () => show(true),
    })
  }

  const send = async (wanted: Order, run: Run) => {
    const body = { assetId: await upload(wanted, run), recipe: wanted.recipe }
    if (run.stop) throw new CallError('aborted')
    const before = unanswered.current
    const isSame = before && JSON.stringify(before.body) === JSON.stringify(body)
    return follow({ key: isSame ? before.key : crypto.randomUUID(), body, stop: false }, run)
  }

  /** One order from its begin to its end; what comes of it is shown. */
  const carryOut = async (work: (run: Run) => Promise<{ job: Job; stopped: boolean }>) => {
    if (running.current) return
    const run: Run = { upload: new AbortController(), left: new AbortController(), stop: false, sent: null }
    running.current = run
    try {
      const { job, stopped } = await work(run)
      await forget()
      if (run.left.signal.aborted) return
      setState(stopped ? { step: 'stopped', refunded: job.refunded } : { step: 'idle' })
      if (!stopped) onOrdered(job)
    } catch (error) {
      const code = error instanceof CallError ? error.code : 'internal'
      if (run.sent && !isUndecided(code)) await forget()
      if (run.left.signal.aborted) return
      if (run.stop && !run.sent) setState({ step: 'stopped', refunded: false })
      else setState({ step: 'failed', code, message: wordsOf(error, run) })
    } finally {
      running.current = null
    }
  }

  const forget = async () => {
    unanswered.current = null
    await forgetDraft('order')
  }

  const order = (wanted: Order) =>
    carryOut((run) =>
      send(wanted, run).catch(async (error) => {
        // Our copy has expired or never arrived: send the photo again, once.
        const isLost =
          error instanceof CallError && ['not_found', 'gone', 'upload_missing'].includes(error.code)
        if (!isLost || !assetId.current || run.stop) throw error
        assetId.current = undefined
        run.sent = null
        await forget()
        return send(wanted, run)
      }),
    )

  const stop = () => {
    const run = running.current
    if (!run || run.stop) return
    run.stop = true
    run.upload.abort()
    if (!run.sent) return
    setState({ step: 'stopping', lost: false })
    void keepDraft('order', { ...run.sent, stop: true })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up once, when the studio opens
  useEffect(() => {
    let isLeft = false
    const resume = async () => {
      const kept = await recallDraft('order')
      const recipe = storedRecipeSchema.safeParse(kept?.body.recipe)
      if (!kept || !recipe.success || isLeft || running.current) return
      await carryOut((run) => follow({ ...kept, body: { ...kept.body, recipe: recipe.data } }, run))
    }
    void resume()
    return () => {
      isLeft = true
      running.current?.left.abort()
    }
  }, [])

  return { state, order, stop }
}

/** An order that was sent and not answered may have been taken: what is said then must not deny it. */
function wordsOf(error: unknown, { sent }: Run): string {
  if (sent && error instanceof CallError && error.code === 'internal') {
    return 'The order was sent, but the server failed to answer. Press “Draw it” again: it is the same order, and paid once.'
  }
  return messageOf(error)
}
