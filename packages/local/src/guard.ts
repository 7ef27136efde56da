/**
 * Throws when `env` names a hosted Supabase project: then nothing embedded may start, or data would land in
 * two places.
 */
export function assertNotHosted(env: Record<string, string | undefined>): void {
  const named = ['SUPABASE_URL', 'SUPABASE_SECRET_KEY', 'DATABASE_URL'].filter((name) => env[name]?.trim())
  if (named.length === 0) return
  throw new Error(
    `Expected no hosted Supabase project, got ${named.join(', ')}. ` +
      'The embedded backend does not start beside one: clear these variables, or start without it.',
  )
}
