import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#server/env.ts'
import { safeNext } from '#server/session/next-path.ts'
import { Notice } from '../../components/notice.tsx'
import { CardPage } from '../../features/session/card-page.tsx'
import { SignInCard } from '../../features/session/sign-in-card.tsx'
import { getViewer } from '../../features/session/viewer.ts'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

type Search = Promise<{ next?: string | string[]; error?: string | string[] }>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, error } = await searchParams
  const path = safeNext(typeof next === 'string' ? next : null, env().siteUrl)
  if (await getViewer()) redirect(path)
  return (
    <CardPage title="Sign in" lead="We mail you a link and a code. There is no password.">
      {error ? (
        <Notice tone="danger" title="The link did not work" className="mb-5">
          It has expired or was used before. Ask for a new one; the newest one counts.
        </Notice>
      ) : null}
      <SignInCard next={path} />
    </CardPage>
  )
}
