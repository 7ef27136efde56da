'use client'
import { confirmResponseSchema } from '@plotline/services/contract'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'

/** The mailed link lands here. Only the button spends it, so that a mail scanner's visit costs nothing. */
export function ConfirmCard({ tokenHash, next }: { tokenHash: string; next: string }) {
  const { run, busy, error } = useAction(async () => {
    const answer = await call(confirmResponseSchema, '/api/auth/confirm', {
      method: 'POST',
      body: { tokenHash, next },
    })
    window.location.assign(answer.next)
  })
  if (error) {
    return (
      <div className="grid gap-4">
        <Notice tone="danger" live title="You are not signed in">
          {error} A link works once and for an hour.
        </Notice>
        <ButtonLink href={`/sign-in?next=${encodeURIComponent(next)}`} look="primary" size="lg">
          Get a new link
        </ButtonLink>
      </div>
    )
  }
  return (
    <Button look="primary" size="lg" className="w-full" busy={busy} onClick={() => void run()}>
      Sign in to Plotline
    </Button>
  )
}
