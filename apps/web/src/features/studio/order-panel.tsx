'use client'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import type { OrderState } from './use-order.ts'

type OrderPanelProps = {
  state: OrderState
  ready: boolean
  /** Credits left; null for whoever has not signed in. */
  balance: number | null
  onOrder: () => void
  onCancel: () => void
}

/** The one button that costs something, and what happens after it is pressed. */
export function OrderPanel({ state, ready, balance, onOrder, onCancel }: OrderPanelProps) {
  const isBusy = state.step === 'uploading' || state.step === 'ordering'
  const seePacks = (
    <ButtonLink href="/credits" size="sm">
      See packs
    </ButtonLink>
  )
  return (
    <div className="grid gap-3">
      {state.step === 'failed' ? (
        <Notice
          tone={state.code === 'insufficient_credits' ? 'warning' : 'danger'}
          live
          action={state.code === 'insufficient_credits' ? seePacks : null}
        >
          {state.message}
        </Notice>
      ) : balance === 0 ? (
        <Notice tone="warning" action={seePacks}>
          You have no credits left. Previews stay free.
        </Notice>
      ) : null}
      {isBusy ? (
        <div className="grid gap-2">
          <ProgressBar
            label={state.step === 'uploading' ? 'Sending the photo' : 'Ordering the drawing'}
            share={state.step === 'uploading' ? state.share : null}
          />
          <Button onClick={onCancel}>Stop</Button>
        </div>
      ) : (
        <Button look="primary" size="lg" className="w-full" disabled={!ready} onClick={onOrder}>
          Draw it · 1 credit
        </Button>
      )}
    </div>
  )
}
