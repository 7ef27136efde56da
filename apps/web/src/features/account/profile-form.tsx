'use client'
import { profileSchema } from '@plotline/services/contract'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { Form } from '../../components/form.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'

/** The name we call you by. */
export function ProfileForm({ email, displayName }: { email: string; displayName: string }) {
  const router = useRouter()
  const [name, setName] = useState(displayName)
  const [saved, setSaved] = useState(displayName)
  /** Until the name is changed again. */
  const [isToldSaved, setToldSaved] = useState(false)
  const { run, busy, error } = useAction(async () => {
    const profile = await call(profileSchema, '/api/user/profile', {
      method: 'PATCH',
      body: { displayName: name.trim() },
    })
    setSaved(profile.displayName)
    setName(profile.displayName)
    setToldSaved(true)
    router.refresh()
  })
  const isChanged = name.trim() !== saved
  return (
    <Form className="max-w-md" onSubmit={() => name.trim() && isChanged && void run()}>
      <div className="grid gap-1">
        <p className="text-sm font-[550]">Email</p>
        <p className="break-all">{email}</p>
      </div>
      <TextField
        label="Display name"
        autoComplete="name"
        maxLength={80}
        value={name}
        error={
          error ?? (name.trim() === '' && saved !== '' ? 'A name has at least one character.' : undefined)
        }
        onChange={(event) => {
          setName(event.target.value)
          setToldSaved(false)
        }}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" busy={busy} disabled={!isChanged || name.trim() === ''}>
          Save
        </Button>
        <p role="status" className="text-sm text-quiet">
          {isToldSaved ? 'Saved' : ''}
        </p>
      </div>
    </Form>
  )
}
