import { escapeHtml } from '../mail/template.ts'
import type { Message } from './store.ts'

/** The inbox: the list of mails, and the chosen one beside it (below it on a phone). */
export function inboxPage(messages: Message[], chosen: Message | undefined): string {
  const title = chosen ? chosen.subject || 'No subject' : 'Inbox'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Plotline inbox</title>
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
</head>
<body data-newest="${escapeHtml(messages[0]?.id ?? '')}">
<header>
<h1>Inbox</h1>
<p>Mail that Plotline sends on this machine lands here. Nothing leaves it.</p>
<button id="clear" type="button"${messages.length === 0 ? ' disabled' : ''}>Delete all mail</button>
</header>
<main>
<nav aria-label="Mail">${messages.length === 0 ? emptyList : list(messages, chosen)}</nav>
${chosen ? reading(chosen) : ''}
</main>
</body>
</html>
`
}

const emptyList = '<p class="empty">No mail yet. Ask for a sign-in link, and it appears here by itself.</p>'

function list(messages: Message[], chosen: Message | undefined): string {
  const items = messages.map((message) => {
    const current = message.id === chosen?.id ? ' aria-current="true"' : ''
    return `<li><a href="/messages/${message.id}"${current}>
<span class="to">${escapeHtml(message.to)}</span>
<span class="subject">${escapeHtml(message.subject || 'No subject')}</span>
${time(message)}</a></li>`
  })
  return `<ol>${items.join('\n')}</ol>`
}

function reading(message: Message): string {
  const body = message.html
    ? `<iframe title="The mail" src="/messages/${message.id}/html"
sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>
<details><summary>Plain text</summary><pre>${linked(message.text)}</pre></details>`
    : `<pre>${linked(message.text)}</pre>`
  return `<article>
<h2>${escapeHtml(message.subject || 'No subject')}</h2>
<dl><dt>To</dt><dd>${escapeHtml(message.to)}</dd><dt>From</dt><dd>${escapeHtml(message.from)}</dd>
<dt>Received</dt><dd>${time(message)}</dd></dl>
${body}
</article>`
}

function time(message: Message): string {
  const words = message.receivedAt.replace('T', ' ').slice(0, 19)
  return `<time datetime="${message.receivedAt}">${words} UTC</time>`
}

/** Text with its web addresses as links; all else escaped. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, i) => {
      const safe = escapeHtml(part)
      return i % 2 === 1 ? `<a href="${safe}" target="_blank" rel="noreferrer">${safe}</a>` : safe
    })
    .join('')
}

/** The mail's own HTML, for the sandboxed frame: its links open beside the inbox. */
export function framedMail(message: Message): string {
  return `<!doctype html><base target="_blank">${message.html}`
}
