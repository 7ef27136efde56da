import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { subjectOf } from './mailer.ts'
import { plainText } from './plain-text.ts'
import { renderTemplate } from './template.ts'

const values = {
  SiteURL: 'http://127.0.0.1:3000',
  RedirectTo: 'http://127.0.0.1:3000/library?page=2&x="<b>',
  TokenHash: 'abc123',
  Token: '012345',
  Email: '<i>@example.com',
  ConfirmationURL: 'http://127.0.0.1:3000/auth/confirm?token_hash=abc123&type=email',
}

test.each([
  ['{{ .Token }}', '012345'],
  ['{{.Token}}', '012345'],
  ['<p>{{ .Email }}</p>', '<p>&lt;i&gt;@example.com</p>'],
  ['<a href="{{ .SiteURL }}/x">', '<a href="http://127.0.0.1:3000/x">'],
  [
    '<a href="{{ .SiteURL }}/c?a={{ .TokenHash }}&amp;next={{ .RedirectTo }}">',
    '<a href="http://127.0.0.1:3000/c?a=abc123&amp;next=http%3A%2F%2F127.0.0.1%3A3000%2Flibrary%3Fpage%3D2%26x%3D%22%3Cb%3E">',
  ],
  ['<a href="?a=1">{{ .Email }}</a>', '<a href="?a=1">&lt;i&gt;@example.com</a>'],
  ['<a href="{{ .ConfirmationURL }}">', `<a href="${values.ConfirmationURL.replace('&', '&amp;')}">`],
])('%s becomes %s', (template, expected) => {
  expect(renderTemplate(template, values)).toBe(expected)
})

test.each(['{{ .Nonsense }}', '{{ if .Token }}x{{ end }}', '{{ .Data.name }}', '{{ .Token | html }}'])(
  '%s is refused by name, since hosted would render something else',
  (template) => {
    expect(() => renderTemplate(template, values)).toThrow('Expected')
  },
)

test.each(['magic_link', 'confirmation'])('the %s mail that hosted sends too can be rendered', (name) => {
  const read = (path: string) =>
    readFileSync(new URL(`../../../../supabase/${path}`, import.meta.url), 'utf8')
  const html = renderTemplate(read(`templates/${name}.html`), values)
  expect(html).not.toContain('{{')
  const text = plainText(html)
  expect(text).toContain('012345')
  expect(text).toContain('http://127.0.0.1:3000/auth/confirm?token_hash=abc123&type=email&next=http%3A%2F%2F')
  expect(text).not.toMatch(/[<>{}]/)
  expect(subjectOf(read('config.toml'), name)).toMatch(/Plotline/)
})

test('plain text keeps words, breaks and addresses, and drops the rest', () => {
  const html = `<html><head><title>T</title><style>p { color: red }</style></head>
    <body><h1>Hello &amp; welcome</h1><!-- no --><p>One
    line<br>two</p><p><a href="http://x/?a=1&amp;b=2"><b>Go</b></a></p></body></html>`
  expect(plainText(html)).toBe('Hello & welcome\nOne line\ntwo\nGo: http://x/?a=1&b=2')
})
