'use client'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { Settling } from '../../components/settling.tsx'
import type { OrderState } from './use-order.ts'

type OrderPanelProps = {
  state: OrderState
  ready: boolean
  /** Why these settings are more than one drawing may take, told before anything is sent; null where they are not. */
  tooMuch: string | null
  /** Credits left; null for whoever has not signed in. */
  balance: number | null
  onOrder: () => void
  onStop: () => void
}

/**
 * The one button that costs something, and what happens after it is pressed. It stays where it is and never becomes
 * another: the way to stop stands apart.
 */
export function OrderPanel({ state, ready, tooMuch, balance, onOrder, onStop }: OrderPanelProps) {
  const isBusy = ['uploading', 'ordering', 'stopping'].includes(state.step)
  const mayStop = state.step === 'uploading' || state.step === 'ordering'
  return (
    <Settling meaning={isBusy ? 'stop' : 'draw'} className="grid gap-3">
      <OrderNotice state={state} tooMuch={tooMuch} balance={balance} />
      {isBusy ? (
        <div className="grid gap-2">
          <ProgressBar label={progressWords(state)} share={state.step === 'uploading' ? state.share : null} />
          <Button size="sm" className="justify-self-end" disabled={!mayStop} onClick={onStop}>
            Stop
          </Button>
        </div>
      ) : null}
      <Button
        look="primary"
        size="lg"
        className="w-full"
        disabled={!ready || (tooMuch !== null && !isBusy)}
        aria-disabled={isBusy || undefined}
        onClick={() => (isBusy ? undefined : onOrder())}
      >
        Draw it · 1 credit
      </Button>
    </Settling>
  )
}

function OrderNotice({ state, tooMuch, balance }: Pick<OrderPanelProps, 'state' | 'tooMuch' | 'balance'>) {
  const seePacks = (
    <ButtonLink href="/credits" size="sm">
      See packs
    </ButtonLink>
  )
  if (tooMuch && ['idle', 'failed', 'stopped'].includes(state.step)) {
    return (
      <Notice tone="warning" live title="More than one drawing may take">
        {tooMuch}
      </Notice>
    )
  }
  if (state.step === 'failed') {
    const isBroke = state.code === 'insufficient_credits'
    return (
      <Notice tone={isBroke ? 'warning' : 'danger'} live action={isBroke ? seePacks : null}>
        {state.message}
      </Notice>
    )
  }
  if (state.step === 'stopped') {
    return (
      <Notice tone="info" live title="Stopped">
        {state.refunded
          ? 'The order was cancelled and the credit is back.'
          : 'Nothing was ordered or charged.'}
      </Notice>
    )
  }
  if ((state.step === 'ordering' || state.step === 'stopping') && state.lost) {
    return (
      <Notice tone="warning" live>
        No answer yet. The page asks again until it has one; the order is the same and is paid once, also if
        you reload.
      </Notice>
    )
  }
  return balance === 0 && state.step === 'idle' ? (
    <Notice tone="warning" action={seePacks}>
      You have no credits left. Previews stay free.
    </Notice>
  ) : null
}

function progressWords({ step }: OrderState): string {
  if (step === 'uploading') return 'Sending the photo'
  return step === 'stopping' ? 'Stopping the order' : 'Ordering the drawing'
}
