'use client'
import { type CreditEventKind, creditsResponseSchema } from '@plotline/services/contract'
import Link from 'next/link'
import type { z } from 'zod'
import { formatCount } from '../../components/figures.ts'
import { LocalTime } from '../../components/local-time.tsx'
import { call } from '../api/call.ts'
import { MoreButton } from '../api/more-button.tsx'
import { type Page, usePages } from '../api/use-pages.ts'

type CreditEvent = z.infer<typeof creditsResponseSchema>['data'][number]
const kinds: Record<CreditEventKind, string> = {
  grant: 'Gift',
  purchase: 'Bought',
  debit: 'Drawing',
  refund: 'Given back',
  adjustment: 'Taken back',
}
const signed = (amount: number) => (amount < 0 ? `−${formatCount(-amount)}` : `+${formatCount(amount)}`)

/** Every event, with the balance after it and the drawing it belongs to. */
export function Ledger({ initial }: { initial: Page<CreditEvent> }) {
  const { entries: events, more } = usePages(initial, (cursor) =>
    call(creditsResponseSchema, `/api/credits?limit=50&cursor=${encodeURIComponent(cursor)}`),
  )
  return (
    <div>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Every credit event, newest first</caption>
        <thead>
          <tr className="border-b text-left text-quiet">
            <th scope="col" className="py-2 pr-4 font-normal">
              What
            </th>
            <th scope="col" className="hidden py-2 pr-4 font-normal sm:table-cell">
              When
            </th>
            <th scope="col" className="py-2 pr-4 text-right font-normal">
              Credits
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              Balance
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id} className="border-b align-top">
              <td className="py-3 pr-4">
                {event.jobId ? (
                  <Link href={`/jobs/${event.jobId}`} className="link">
                    {kinds[event.kind]}
                  </Link>
                ) : (
                  kinds[event.kind]
                )}
                {event.note ? <span className="block text-quiet">{event.note}</span> : null}
                <span className="figures block text-xs text-quiet sm:hidden">
                  <LocalTime iso={event.createdAt} />
                </span>
              </td>
              <td className="figures hidden py-3 pr-4 whitespace-nowrap text-quiet sm:table-cell">
                <LocalTime iso={event.createdAt} />
              </td>
              <td className={`figures py-3 pr-4 text-right ${event.amount > 0 ? 'text-done' : ''}`}>
                {signed(event.amount)}
              </td>
              <td className="figures py-3 text-right">{formatCount(event.balanceAfter)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {events.length === 0 ? <p className="py-6 text-quiet">Nothing has happened yet.</p> : null}
      <MoreButton more={more} label="Show older events" className="mt-6" />
    </div>
  )
}
