'use client'
import { checkoutResponseSchema, type PackId, packs } from '@plotline/services/contract'
import { Button } from '../../components/button.tsx'
import { formatCount, formatMoney } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'

/** What is sold. Paying happens on Stripe's page, which comes back here. */
export function Packs() {
  const { run, busy, error } = useAction(async (pack: PackId) => {
    const { url } = await call(checkoutResponseSchema, '/api/credits/checkout', {
      method: 'POST',
      body: { pack },
    })
    window.location.assign(url)
  })
  return (
    <div className="grid gap-4">
      {error ? (
        <Notice tone="danger" live>
          {error}
        </Notice>
      ) : null}
      <ul className="grid gap-4 sm:grid-cols-3">
        {packs.map((pack) => (
          <li key={pack.id} className="flex flex-col gap-4 rounded-md border bg-raised p-5">
            <div>
              <p className="figures text-2xl">{formatCount(pack.credits)}</p>
              <p className="text-sm text-quiet">
                drawings, {formatMoney(Math.round(pack.amount / pack.credits), pack.currency)} each
              </p>
            </div>
            <Button
              className="mt-auto"
              disabled={busy}
              onClick={() => void run(pack.id)}
              aria-label={`Buy for ${formatMoney(pack.amount, pack.currency)}: ${pack.name}`}
            >
              Buy for {formatMoney(pack.amount, pack.currency)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
