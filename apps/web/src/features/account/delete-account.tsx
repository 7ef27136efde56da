'use client'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Form } from '../../components/form.tsx'
import { send } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'
import { forgetPerson } from '../session/forget-person.ts'

/** The one thing here that cannot be undone: it asks for the address, typed. */
export function DeleteAccount({ email }: { email: string }) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const { run, busy, error } = useAction(async () => {
    await send('/api/user/profile', { method: 'DELETE', body: { email: typed.trim() } })
    await forgetPerson()
    window.location.replace('/')
  })
  const matches = typed.trim().toLowerCase() === email.toLowerCase()
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        Delete the account
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Delete the account"
        description="Removes your profile, photos, drawings, files and remaining credits, now and for good."
      >
        <Form onSubmit={() => matches && void run()}>
          <TextField
            label={`Type ${email} to confirm`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={error ?? undefined}
          />
          <Button type="submit" look="danger" size="lg" busy={busy} disabled={!matches}>
            Delete everything
          </Button>
        </Form>
      </Dialog>
    </>
  )
}
