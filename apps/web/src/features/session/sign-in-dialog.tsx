'use client'
import { Dialog } from '../../components/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

type SignInDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  next: string
  onSignedIn: () => void
}

/** Sign-in without leaving what one is doing. */
export function SignInDialog({ open, onOpenChange, next, onSignedIn }: SignInDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Sign in to draw it"
      description="Your photo and settings stay here. A new mailbox’s first 3 drawings are free."
    >
      <SignInForm next={next} onSignedIn={onSignedIn} />
    </Dialog>
  )
}
