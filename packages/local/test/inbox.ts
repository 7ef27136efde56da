import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { askForMail, mailsTo, newAddress } from './people.ts'

export function inboxSuite(backend: () => Backend) {
  describe('the inbox', () => {
    test('shows a mail in a frame that runs nothing, and its text', async () => {
      const email = newAddress()
      const mail = await askForMail(backend(), email)
      const page = await fetch(`${backend().inboxUrl}/messages/${mail.id}`)
      const html = await page.text()
      expect(html).toContain(email)
      expect(html).toContain(`src="/messages/${mail.id}/html"`)
      expect(html).toMatch(/sandbox="allow-popups[^"]*"/)
      expect(html).not.toContain('allow-scripts')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      const frame = await fetch(`${backend().inboxUrl}/messages/${mail.id}/html`)
      expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
      expect(await frame.text()).toContain('/auth/confirm?token_hash=')
      const list = await fetch(backend().inboxUrl)
      expect(await list.text()).toContain(mail.subject)
    })

    test('takes any mail, escapes what it says, and makes its addresses links', async () => {
      const email = newAddress()
      await sendMail(backend().ports.smtp, email, [
        'From: "<b>Eve</b>" <eve@example.com>',
        `To: ${email}`,
        'Subject: <script>alert(1)</script>',
        '',
        'See http://example.com/a?b=1&c="><script>alert(2)</script>',
      ])
      const [mail] = await mailsTo(backend(), email.toUpperCase())
      expect(mail?.subject).toBe('<script>alert(1)</script>')
      const html = await (await fetch(`${backend().inboxUrl}/messages/${mail?.id}`)).text()
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('<b>Eve')
      expect(html).toContain('<a href="http://example.com/a?b=1&amp;c="')
    })

    test('says 404 for what is not there', async () => {
      for (const path of ['/messages/0', '/messages/../secrets.json', '/api/other', '/messages//html']) {
        expect((await fetch(backend().inboxUrl + path)).status, path).toBe(404)
      }
    })

    test('deletes all mail on request, but not for a page elsewhere', async () => {
      const email = newAddress()
      await askForMail(backend(), email)
      const preflight = await fetch(`${backend().inboxUrl}/api/messages`, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' },
      })
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
      expect(await mailsTo(backend(), email)).toHaveLength(1)
      const response = await fetch(`${backend().inboxUrl}/api/messages`, { method: 'DELETE' })
      expect(response.status).toBe(200)
      expect(await mailsTo(backend(), email)).toHaveLength(0)
    })
  })
}

/** Speaks SMTP by hand, since the point is a mail that no library would write. */
function sendMail(port: number, to: string, lines: string[]): Promise<void> {
  const steps = [
    'HELO test',
    'MAIL FROM:<eve@example.com>',
    `RCPT TO:<${to}>`,
    'DATA',
    [...lines, '.'].join('\r\n'),
    'QUIT',
  ]
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setEncoding('utf8')
    socket.on('data', (reply: string) => {
      if (/^[45]/.test(reply)) reject(new Error(`Expected the mail to be taken, got ${reply}`))
      const step = steps.shift()
      if (step) socket.write(`${step}\r\n`)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve())
  })
}
