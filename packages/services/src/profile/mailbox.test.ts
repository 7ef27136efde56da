import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailboxOf } from './mailbox.ts'

describe('mailboxOf', () => {
  it.each([
    ['Ann@Example.com', 'ann@example.com'],
    ['ann+shop@example.com', 'ann@example.com'],
    ['ann+a+b@example.com', 'ann@example.com'],
    ['a.n.n@example.com', 'a.n.n@example.com'],
    ['A.n.N+x@gmail.com', 'ann@gmail.com'],
    ['ann@googlemail.com', 'ann@gmail.com'],
    ['a_n-n@pm.me', 'ann@proton.me'],
    ['ann@protonmail.com', 'ann@proton.me'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['ann@example.com.', 'ann@example.com'],
    ['ａｎｎ@example.com', 'ann@example.com'],
    ['+ann@example.com', '+ann@example.com'],
    ['...@gmail.com', '...@gmail.com'],
  ])('%s is %s', (address, mailbox) => expect(mailboxOf(address)).toBe(mailbox))

  it('of a mailbox is that mailbox, and no two people of a domain become one', () => {
    const local = fc.stringMatching(/^[a-z0-9]{1,12}$/)
    fc.assert(
      fc.property(
        local,
        local,
        fc.constantFrom('gmail.com', 'example.org', 'pm.me'),
        (one, other, domain) => {
          const mailbox = mailboxOf(`${one}+tag@${domain}`)
          expect(mailboxOf(mailbox)).toBe(mailbox)
          expect(mailboxOf(`${other}@${domain}`) === mailbox).toBe(one === other)
        },
      ),
    )
  })
})
