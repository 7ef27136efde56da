import { getCredits } from '@plotline/services'
import type { Metadata } from 'next'
import { services } from '#server/services.ts'
import { formatCount, formatCredits } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { CheckoutReturn } from '../../features/credits/checkout-return.tsx'
import { GrantNotice } from '../../features/credits/grant-notice.tsx'
import { Ledger } from '../../features/credits/ledger.tsx'
import { Packs } from '../../features/credits/packs.tsx'
import { requireViewer } from '../../features/session/viewer.ts'
import { Page } from '../../features/shell/page.tsx'

export const metadata: Metadata = { title: 'Credits', robots: { index: false } }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function CreditsPage({ searchParams }: { searchParams: Search }) {
  const { session_id: sessionId, cancelled } = await searchParams
  const viewer = await requireViewer('/credits')
  const credits = await getCredits(await services(), { userId: viewer.id }, { limit: 50 })
  const exception =
    viewer.tier === 'free' ? '; before your first pack, a PDF made with no credits left has a watermark' : ''
  return (
    <Page title="Credits" lead={`One credit is one drawing. Previews and exports are free${exception}.`}>
      <div className="grid gap-12">
        {typeof sessionId === 'string' ? <CheckoutReturn sessionId={sessionId} /> : null}
        {cancelled !== undefined && sessionId === undefined ? (
          <Notice tone="info" title="The payment was cancelled">
            Nothing was charged.
          </Notice>
        ) : null}
        <GrantNotice grant={credits.grant} />
        <section aria-labelledby="balance" className="grid gap-1">
          <h2 id="balance" className="text-sm font-normal tracking-normal text-quiet">
            Balance
          </h2>
          <p className="figures text-5xl">{formatCount(credits.balance)}</p>
          {credits.debt > 0 ? (
            <p className="max-w-[60ch] text-sm text-warning">
              {formatCredits(credits.debt)} owed after a payment was taken back. The next pack pays them
              first.
            </p>
          ) : null}
        </section>
        <section aria-labelledby="packs" className="grid gap-4">
          <h2 id="packs" className="text-xl">
            Packs
          </h2>
          <Packs />
          <p className="max-w-[65ch] text-sm text-quiet">
            Credits do not expire. A drawing that fails or is cancelled gives its credit back by itself.
          </p>
        </section>
        <section aria-labelledby="ledger" className="grid gap-4">
          <h2 id="ledger" className="text-xl">
            Every event
          </h2>
          <Ledger key={credits.data[0]?.id ?? 'none'} initial={credits} />
        </section>
      </div>
    </Page>
  )
}
