import type { Metadata } from 'next'
import { env } from '#server/env.ts'
import { safeNext } from '#server/session/next-path.ts'
import { ButtonLink } from '../../../components/button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { CardPage } from '../../../features/session/card-page.tsx'
import { ConfirmCard } from '../../../features/session/confirm-card.tsx'

export const metadata: Metadata = {
  title: 'Finish signing in',
  robots: { index: false },
  referrer: 'no-referrer',
}

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function ConfirmPage({ searchParams }: { searchParams: Search }) {
  const { token_hash: tokenHash, next } = await searchParams
  const path = safeNext(typeof next === 'string' ? next : null, env().siteUrl)
  if (typeof tokenHash !== 'string' || tokenHash.length < 8 || tokenHash.length > 200) {
    return (
      <CardPage title="Finish signing in">
        <Notice tone="danger" title="The link is not complete" className="mb-5">
          Open it from the mail again, or type the six-digit code where you asked for it.
        </Notice>
        <ButtonLink href="/sign-in" look="primary" size="lg" className="w-full">
          Get a new link
        </ButtonLink>
      </CardPage>
    )
  }
  return (
    <CardPage title="Finish signing in" lead="One press, and you are in. The link works once.">
      <ConfirmCard tokenHash={tokenHash} next={path} />
    </CardPage>
  )
}
