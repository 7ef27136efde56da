import { AsyncLocalStorage } from 'node:async_hooks'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, type EmailDriver, SmtpEmailDriver } from '@supabase/lite'
import { sealToken } from '../gateway/link-token.ts'
import { plainText } from './plain-text.ts'
import { renderTemplate } from './template.ts'

type LiteMailer = NonNullable<App['_mailer']>

/** Where the request being handled wants its mailed link to lead; lite 0.10 drops `emailRedirectTo` on the way. */
export const wantedRedirect = new AsyncLocalStorage<string | null>()

export interface MailerOptions {
  smtpPort: number
  siteUrl: string
  /** The folder `supabase/`, whose config.toml and templates hosted auth uses too. */
  supabaseFolder: string
  linkSecret: string
  /** Whether this address has never been signed in with: then the mail is the one that hosted calls confirmation. */
  isNewcomer: (email: string) => Promise<boolean>
}

/**
 * Sends lite's mails through the inbox, made from the templates that hosted uses (supabase/templates): `confirmation`
 * for a newcomer, `magic_link` for the rest. Sign-in is the only kind of mail this product sends; lite's other kinds
 * carry the same code and link.
 */
export function createMailer(options: MailerOptions): LiteMailer {
  const driver: EmailDriver = new SmtpEmailDriver({
    host: '127.0.0.1',
    port: options.smtpPort,
    secure: false,
    requireTls: false,
    from: { name: 'Plotline', address: 'no-reply@plotline.localhost' },
  })
  const send = (type: string) => async (email: string, tokenHash: string, code: string) => {
    const message = await composeMail(options, {
      email,
      type,
      code,
      token: sealToken(tokenHash, options.linkSecret),
    })
    await driver.send(message)
  }
  return {
    sendMagicLink: send('email'),
    sendConfirmation: send('email'),
    sendRecovery: send('recovery'),
    sendEmailChange: send('email_change'),
    sendReauthentication: (email, code) => send('reauthentication')(email, '', code),
  }
}

async function composeMail(
  options: MailerOptions,
  sign: { email: string; type: string; code: string; token: string },
): Promise<{ to: string; subject: string; html: string; text: string }> {
  const { siteUrl, supabaseFolder } = options
  const redirectTo = wantedRedirect.getStore() ?? siteUrl
  const query = new URLSearchParams({ token_hash: sign.token, type: sign.type, next: redirectTo })
  const values = {
    SiteURL: siteUrl,
    RedirectTo: redirectTo,
    TokenHash: sign.token,
    Token: sign.code,
    Email: sign.email,
    ConfirmationURL: `${siteUrl}/auth/confirm?${query}`,
  }
  const name = (await options.isNewcomer(sign.email)) ? 'confirmation' : 'magic_link'
  const template = await readFile(join(supabaseFolder, 'templates', `${name}.html`), 'utf8')
  const config = await readFile(join(supabaseFolder, 'config.toml'), 'utf8')
  const html = renderTemplate(template, values)
  return { to: sign.email, subject: subjectOf(config, name), html, text: plainText(html) }
}

/** The subject that config.toml gives a mail. */
export function subjectOf(config: string, name: string): string {
  const section = config.split(/^\[/m).find((part) => part.startsWith(`auth.email.template.${name}]`))
  const subject = /^subject\s*=\s*"([^"]*)"/m.exec(section ?? '')?.[1]
  if (!subject)
    throw new Error(`Expected a subject in [auth.email.template.${name}] of supabase/config.toml.`)
  return subject
}
