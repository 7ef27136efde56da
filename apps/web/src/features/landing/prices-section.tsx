import { packs } from '@plotline/services/contract'
import { ButtonLink } from '../../components/button.tsx'
import { formatCount, formatMoney } from '../../components/figures.ts'

/** What it costs, all of it. */
export function PricesSection() {
  return (
    <section aria-labelledby="prices" className="border-t">
      <div className="mx-auto w-full max-w-[84rem] px-4 py-16 sm:px-6 lg:py-24">
        <h2 id="prices" className="scroll-mt-20 text-3xl">
          One drawing, one credit
        </h2>
        <p className="mt-3 max-w-[60ch] text-quiet">
          Previews cost nothing, and neither do exports of what you have drawn. Before your first pack, a PDF
          made with no credits left has a watermark. A drawing that fails or is cancelled gives its credit
          back by itself.
        </p>
        <ul className="mt-10 grid gap-px overflow-hidden rounded-md border bg-hairline sm:grid-cols-2 lg:grid-cols-4">
          <li className="grid content-start gap-1 bg-raised p-6">
            <p className="figures text-3xl">3</p>
            <p>drawings to start with</p>
            <p className="mt-3 text-sm text-quiet">Free, no card</p>
          </li>
          {packs.map((pack) => (
            <li key={pack.id} className="grid content-start gap-1 bg-raised p-6">
              <p className="figures text-3xl">{formatCount(pack.credits)}</p>
              <p>drawings for {formatMoney(pack.amount, pack.currency)}</p>
              <p className="mt-3 text-sm text-quiet">
                {formatMoney(Math.round(pack.amount / pack.credits), pack.currency)} each, no expiry
              </p>
            </li>
          ))}
        </ul>
        <div className="mt-8">
          <ButtonLink href="/studio" look="primary" size="lg">
            Open the studio
          </ButtonLink>
        </div>
      </div>
    </section>
  )
}
