'use client'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useState } from 'react'
import { answerSignIn } from './sign-in-again.ts'

/** On every page, and hardly ever shown: its form is fetched when it is. */
const SignInDialog = lazy(() =>
  import('./sign-in-dialog.tsx').then((module) => ({ default: module.SignInDialog })),
)

type Answer = (signedIn: boolean) => void

/** Asks for a sign-in that has expired over whatever page it is; what was being done then goes on. */
export function SignInAgain({ email }: { email: string | undefined }) {
  const router = useRouter()
  const [waiting, setWaiting] = useState<{ answer: Answer } | null>(null)
  useEffect(() => answerSignIn(() => new Promise<boolean>((resolve) => setWaiting({ answer: resolve }))), [])
  const settle = (signedIn: boolean) => {
    setWaiting(null)
    waiting?.answer(signedIn)
    if (signedIn) router.refresh()
  }

  // The mailed link may have been opened in another tab.
  useEffect(() => {
    if (!waiting) return
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      const profile = await fetch('/api/user/profile').catch(() => null)
      if (!profile?.ok) return
      setWaiting(null)
      waiting.answer(true)
      router.refresh()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [waiting, router])

  if (!waiting) return null
  return (
    <Suspense fallback={null}>
      <SignInDialog
        open
        title="Sign in again"
        description="Your sign-in has ended. Nothing here is lost; it goes on as soon as you are back."
        email={email}
        onOpenChange={(open) => open || settle(false)}
        next={`${window.location.pathname}${window.location.search}`}
        onSignedIn={() => settle(true)}
      />
    </Suspense>
  )
}
