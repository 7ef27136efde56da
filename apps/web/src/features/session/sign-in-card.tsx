'use client'
import { SignInForm } from './sign-in-form.tsx'

/** The form on its own page: afterwards the page that was asked for is loaded anew, signed in. */
export function SignInCard({ next }: { next: string }) {
  return <SignInForm next={next} onSignedIn={(path) => window.location.assign(path)} />
}
