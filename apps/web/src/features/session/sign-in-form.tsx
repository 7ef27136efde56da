'use client'
import { confirmResponseSchema, magicLinkResponseSchema } from '@plotline/services/contract'
import { useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { Form } from '../../components/form.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'
import { CodeField } from './code-field.tsx'
import { InboxHint } from './inbox.tsx'

type SignInFormProps = {
  /** Somebody who has an account: stands in the field at first. */
  email?: string | undefined
  /** Where to go afterwards; travels in the mailed link, too. */
  next: string
  onSignedIn: (next: string) => void
}

/** Address, then the six digits from the mail. There is no password to forget. */
export function SignInForm({ email: known = '', next, onSignedIn }: SignInFormProps) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [email, setEmail] = useState(known)
  const { run, busy, error } = useAction(async () => {
    await call(magicLinkResponseSchema, '/api/auth/magic-link', {
      method: 'POST',
      body: { email: email.trim(), next },
    })
    setSentTo(email.trim())
  })
  if (sentTo) {
    return <CodeStep email={sentTo} next={next} onSignedIn={onSignedIn} onBack={() => setSentTo(null)} />
  }
  return (
    <Form onSubmit={() => void run()}>
      <TextField
        label="Email"
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        required
        maxLength={254}
        placeholder="you@example.org"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={error ?? undefined}
      />
      <Button type="submit" look="primary" size="lg" busy={busy}>
        Send a sign-in link
      </Button>
      {known === '' && (
        <p className="text-sm text-quiet">
          New here? The same link makes an account; a mailbox that is new to us gets 3 free drawings.
        </p>
      )}
    </Form>
  )
}

type CodeStepProps = Omit<SignInFormProps, 'email'> & { email: string; onBack: () => void }

function CodeStep({ email, next, onSignedIn, onBack }: CodeStepProps) {
  const [code, setCode] = useState('')
  const [resent, setResent] = useState(false)
  /** What stands in the field now, while another code may be under way. */
  const typed = useRef('')
  const confirm = useAction(async () => {
    for (;;) {
      const tried = typed.current
      try {
        const body = { email, code: tried, next }
        const answer = await call(confirmResponseSchema, '/api/auth/confirm', { method: 'POST', body })
        return onSignedIn(answer.next)
      } catch (failure) {
        // A code that was put right meanwhile is tried in its turn.
        if (typed.current === tried || typed.current.length < 6) throw failure
      }
    }
  })
  const again = useAction(async () => {
    await call(magicLinkResponseSchema, '/api/auth/magic-link', { method: 'POST', body: { email, next } })
    setResent(true)
    confirm.clear()
  })
  return (
    <Form onSubmit={() => code.length === 6 && void confirm.run()}>
      <p role="status">
        Check your mail. We sent a link and a six-digit code to{' '}
        <strong className="font-[600] break-all">{email}</strong>.
      </p>
      <InboxHint />
      <CodeField
        value={code}
        onChange={(digits) => {
          typed.current = digits
          setCode(digits)
        }}
        onComplete={() => void confirm.run()}
        error={confirm.error ?? again.error}
      />
      <Button type="submit" look="primary" size="lg" busy={confirm.busy} disabled={code.length < 6}>
        Sign in
      </Button>
      {resent ? (
        <p role="status" className="text-sm text-quiet">
          A mailbox gets one mail a minute; the newest one counts.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <button type="button" className="link min-h-6" onClick={() => void again.run()} disabled={again.busy}>
          {resent ? 'Asked again. Ask once more' : 'Send it again'}
        </button>
        <button type="button" className="link min-h-6" onClick={onBack}>
          Use another address
        </button>
      </div>
    </Form>
  )
}
