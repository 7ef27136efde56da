import { randomUUID } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { expect } from 'vitest'
import type { Backend } from '../src/index.ts'

export interface Mail {
  id: string
  to: string
  subject: string
  text: string
  html: string
}

export function newAddress(): string {
  return `${randomUUID()}@example.com`
}

/** An unmodified supabase-js client, as a visitor or with the secret key. */
export function clientOf(backend: Backend, key = backend.publishableKey): SupabaseClient {
  return createClient(backend.supabaseUrl, key, { auth: { persistSession: false, autoRefreshToken: false } })
}

/** The mails to an address, newest first. */
export async function mailsTo(backend: Backend, email: string): Promise<Mail[]> {
  const response = await fetch(`${backend.inboxUrl}/api/messages?to=${encodeURIComponent(email)}`)
  expect(response.status).toBe(200)
  const body = (await response.json()) as { data: Mail[] }
  return body.data
}

/** Asks for a sign-in mail and reads it. */
export async function askForMail(backend: Backend, email: string, emailRedirectTo?: string): Promise<Mail> {
  const { error } = await clientOf(backend).auth.signInWithOtp({ email, options: { emailRedirectTo } })
  expect(error).toBeNull()
  const [mail] = await mailsTo(backend, email)
  if (!mail) throw new Error(`Expected a mail to ${email}, got none.`)
  return mail
}

export function codeIn(mail: Mail): string {
  return /\b\d{6}\b/.exec(mail.text)?.[0] ?? ''
}

export function linkIn(mail: Mail): URL {
  return new URL(/https?:\/\/\S+\/auth\/confirm\?\S+/.exec(mail.text)?.[0] ?? '')
}

/** Someone who has signed in by a mailed code. */
export async function signIn(backend: Backend, email = newAddress()) {
  const code = codeIn(await askForMail(backend, email))
  const client = clientOf(backend)
  const { data, error } = await client.auth.verifyOtp({ email, token: code, type: 'email' })
  expect(error).toBeNull()
  const { session, user } = data
  if (!session || !user) throw new Error('Expected a session, got none.')
  return { email, client, session, userId: user.id }
}
