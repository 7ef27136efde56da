import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#server/env.ts'
import { safeNext } from '#server/session/next-path.ts'
import { refusalIn, type SignInRefusal } from '#server/session/refusals.ts'
import { Notice } from '../../components/notice.tsx'
import { CardPage } from '../../features/session/card-page.tsx'
import { SignInCard } from '../../features/session/sign-in-card.tsx'
import { getViewer } from '../../features/session/viewer.ts'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

const refusals: Record<SignInRefusal, { tone: 'info' | 'danger'; title: string; text: string }> = {
  access_denied: {
    tone: 'info',
    title: 'You said no at the provider',
    text: 'Nothing was passed on to us and you are not signed in. Try again, or sign in by mail.',
  },
  provider_failed: {
    tone: 'danger',
    title: 'The provider could not sign you in',
    text: 'It answered with an error. Try again in a while, or sign in by mail.',
  },
  invalid_token: {
    tone: 'danger',
    title: 'The link did not work',
    text: 'It has expired or was used before. Ask for a new one; the newest one counts.',
  },
}

type Search = Promise<{ next?: string | string[]; error?: string | string[] }>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, error } = await searchParams
  const path = safeNext(typeof next === 'string' ? next : null, env().siteUrl)
  if (await getViewer()) redirect(path)
  const refusal = error === undefined ? null : refusals[refusalIn(String(error))]
  return (
    <CardPage title="Sign in" lead="We mail you a link and a code. There is no password.">
      {refusal ? (
        <Notice tone={refusal.tone} title={refusal.title} className="mb-5">
          {refusal.text}
        </Notice>
      ) : null}
      <SignInCard next={path} />
    </CardPage>
  )
}
