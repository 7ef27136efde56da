/** Why a sign-in that led away from us came to nothing: what `/sign-in?error=` may say. */
export const signInRefusals = ['access_denied', 'provider_failed', 'invalid_token'] as const
export type SignInRefusal = (typeof signInRefusals)[number]

/** The refusal that an address names; what it does not name is taken for a link that did not work. */
export function refusalIn(text: string): SignInRefusal {
  return signInRefusals.find((known) => known === text) ?? 'invalid_token'
}
