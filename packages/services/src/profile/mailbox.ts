import { domainToASCII } from 'node:url'

/** One provider, several names for the same mailbox. */
const sameAs: Readonly<Record<string, string>> = {
  'googlemail.com': 'gmail.com',
  'pm.me': 'proton.me',
  'protonmail.com': 'proton.me',
  'protonmail.ch': 'proton.me',
}

/** What a provider leaves out when it looks for a mailbox; only where it says so itself, for elsewhere it may be another's. */
const ignoredBy: Readonly<Record<string, RegExp>> = {
  'gmail.com': /\./g,
  'proton.me': /[._-]/g,
}

/**
 * The mailbox behind an address, so that one mailbox is one however it is written: lower case, without `+tag`, without
 * what its provider ignores, the domain in its ASCII form. Not an address to send to.
 */
export function mailboxOf(address: string): string {
  const plain = address.normalize('NFKC').trim().toLowerCase()
  const at = plain.lastIndexOf('@')
  const given = plain.slice(at + 1).replace(/\.$/, '')
  const ascii = domainToASCII(given) || given
  const domain = sameAs[ascii] ?? ascii
  const whole = plain.slice(0, Math.max(0, at))
  const untagged = whole.replace(/(?<=.)\+.*$/s, '')
  const ignored = ignoredBy[domain]
  const local = (ignored && untagged.replace(ignored, '')) || untagged
  return `${local}@${domain}`
}
