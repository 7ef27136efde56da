'use client'
import { purchaseConfirmResponseSchema } from '@plotline/services/contract'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { formatCredits } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { call } from '../api/call.ts'
import { messageOf } from '../api/problem.ts'

type Answer = {
  status: 'asking' | 'fulfilled' | 'processing' | 'failed' | 'open'
  credits: number
  reason: string | null
}
/** At first every few seconds, then ever less often: a bank takes days. */
const askAgainMs = (round: number) => Math.min(60_000, 3000 * 1.5 ** round)

/** Back from the checkout: asks what became of it until that is known. The webhook does the same; one of them counts. */
export function CheckoutReturn({ sessionId }: { sessionId: string }) {
  const router = useRouter()
  const [answer, setAnswer] = useState<Answer>({ status: 'asking', credits: 0, reason: null })
  const [error, setError] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const settled = useRef(false)

  useEffect(() => {
    if (settled.current) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let current = true
    const ask = async () => {
      try {
        const { status, credits, reason } = await call(
          purchaseConfirmResponseSchema,
          '/api/credits/confirm',
          {
            method: 'POST',
            body: { sessionId },
          },
        )
        if (!current) return
        setError(null)
        setAnswer({ status, credits, reason })
        if (status === 'processing') timer = setTimeout(() => setRound((now) => now + 1), askAgainMs(round))
        else settled.current = true
        if (status === 'fulfilled') router.refresh()
      } catch (failure) {
        if (current) setError(messageOf(failure))
      }
    }
    void ask()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [sessionId, round, router])

  if (error) {
    return (
      <Notice
        tone="warning"
        live
        title="We could not check your payment"
        action={
          <Button size="sm" onClick={() => setRound((now) => now + 1)}>
            Check again
          </Button>
        }
      >
        {error} If you paid, the credits arrive by themselves.
      </Notice>
    )
  }
  switch (answer.status) {
    case 'asking':
      return <Notice tone="info" live title="Checking your payment" />
    case 'processing':
      return (
        <Notice tone="info" live title="Your payment is being processed">
          Your bank takes a while. The credits arrive by themselves; you can leave this page.
        </Notice>
      )
    case 'fulfilled':
      return (
        <Notice tone="done" live title={`${formatCredits(answer.credits)} added`}>
          Thank you. They do not expire.
        </Notice>
      )
    case 'failed':
      return (
        <Notice tone="danger" live title="The payment failed">
          {answer.reason ? `The bank says: ${answer.reason} ` : ''}
          Nothing was charged. Choose a pack to try again, another way to pay if need be.
        </Notice>
      )
    case 'open':
      return (
        <Notice tone="info" live title="The payment was not finished">
          Nothing was charged. Choose a pack to start again.
        </Notice>
      )
  }
}
