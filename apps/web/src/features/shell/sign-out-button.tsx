'use client'
import { Button } from '../../components/button.tsx'
import { ErrorText } from '../../components/error-text.tsx'
import { useAction } from '../api/use-action.ts'

type SignOutButtonProps = { scope?: 'local' | 'global'; className?: string; label?: string }

/** Ends this session, or every one of yours, and starts over on the front page. */
export function SignOutButton({ scope = 'local', className, label = 'Sign out' }: SignOutButtonProps) {
  const { run, busy, error } = useAction(async () => {
    // Every page has this button; the contract that calls are checked against is fetched when one is made.
    const { send } = await import('../api/call.ts')
    await send('/api/auth/sign-out', { body: { scope } })
    const { forgetPerson } = await import('../session/forget-person.ts')
    await forgetPerson()
    window.location.replace('/')
  })
  return (
    <>
      <Button onClick={run} busy={busy} className={className ?? ''}>
        {label}
      </Button>
      <ErrorText className="px-3 py-1">{error}</ErrorText>
    </>
  )
}
