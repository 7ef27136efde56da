'use client'
import { Dialog } from '../../components/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

type SignInDialogProps = {
  open: boolean
  title: string
  description: string
  /** Whose sign-in it is, where that is known. */
  email?: string | undefined
  onOpenChange: (open: boolean) => void
  next: string
  onSignedIn: () => void
}

/** Sign-in without leaving what one is doing. */
export function SignInDialog({
  open,
  title,
  description,
  email,
  onOpenChange,
  next,
  onSignedIn,
}: SignInDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description}>
      <SignInForm email={email} next={next} onSignedIn={onSignedIn} />
    </Dialog>
  )
}
