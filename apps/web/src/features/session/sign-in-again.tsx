'use client'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { dropDrafts } from '../studio/draft-store.ts'
import { answerSignIn, whoCameBack } from './sign-in-again.ts'

/** On every page, and hardly ever shown: its form is fetched when it is. */
const SignInDialog = lazy(() =>
  import('./sign-in-dialog.tsx').then((module) => ({ default: module.SignInDialog })),
)

type Answer = (signedIn: boolean) => void

/**
 * Asks for a sign-in that has expired over whatever page it is; what was being done then goes on, where it is the same
 * person. For another one nothing of the first is done: the page and what it kept go.
 */
export function SignInAgain({ viewer }: { viewer: { id: string; email: string } | null }) {
  const router = useRouter()
  const [waiting, setWaiting] = useState<{ answer: Answer } | null>(null)
  useEffect(() => answerSignIn(() => new Promise<boolean>((resolve) => setWaiting({ answer: resolve }))), [])
  const putAway = () => {
    setWaiting(null)
    waiting?.answer(false)
  }
  const goOn = useCallback(async () => {
    const who = await whoCameBack(viewer?.id)
    if (!waiting || who === 'nobody') return
    setWaiting(null)
    waiting.answer(who === 'same')
    if (who === 'same') return router.refresh()
    await dropDrafts()
    window.location.replace('/')
  }, [viewer?.id, waiting, router])

  // The mailed link may have been opened in another tab.
  useEffect(() => {
    if (!waiting) return
    const look = () => {
      if (document.visibilityState === 'visible') void goOn()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [waiting, goOn])

  if (!waiting) return null
  return (
    <Suspense fallback={null}>
      <SignInDialog
        open
        title="Sign in again"
        description="Your sign-in has ended. Nothing here is lost; it goes on as soon as you are back."
        email={viewer?.email}
        onOpenChange={(open) => open || putAway()}
        next={`${window.location.pathname}${window.location.search}`}
        onSignedIn={() => void goOn()}
      />
    </Suspense>
  )
}
