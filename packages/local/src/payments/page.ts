import type { Sandbox } from './checkout.ts'
import type { StripeObject } from './store.ts'

const style = `
:root{color-scheme:light dark;--desk:#f4f1ea;--paper:#fcfbf8;--ink:#1b1f2a;--quiet:#5a6072;--line:#d8d3c7;--blue:#2440d8;--on-blue:#fff}
@media(prefers-color-scheme:dark){:root{--desk:#14161b;--paper:#1c1f26;--ink:#eceae4;--quiet:#9aa0ae;--line:#2b2f38;--blue:#8ea2ff;--on-blue:#14161b}}
*{box-sizing:border-box}body{margin:0;background:var(--desk);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}.narrow{max-width:28rem}
h1{font-size:1.5rem;margin:.25rem 0 1rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.5rem 0}.quiet{color:var(--quiet)}
.card{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:1.5rem}
.amount{font:600 2rem/1.2 ui-monospace,monospace;font-variant-numeric:tabular-nums}
button{font:inherit;min-height:44px;padding:.5rem 1rem;border-radius:6px;border:1px solid var(--line);background:transparent;color:inherit;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
.primary{background:var(--blue);border-color:var(--blue);color:var(--on-blue)}.stack{display:grid;gap:.75rem;margin-top:1.5rem}
.error{border-left:4px solid #b42318;padding:.5rem 1rem}.row{display:flex;gap:.5rem;flex-wrap:wrap}
table{width:100%;border-collapse:collapse;font-size:.9rem}td,th{text-align:left;padding:.5rem .5rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td button{min-height:32px;padding:.1rem .6rem;font-size:.85rem}code{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}.scroll{overflow-x:auto}`

/** The page a person pays on: what is bought, and the four ways it can end. */
export function checkoutPage(session: StripeObject, error?: string): string {
  const lines = (session.line_items as { data: { description: string }[] }).data
  return page(
    'Pay',
    `<main class="narrow"><p class="quiet">Payment sandbox: no money moves.</p><div class="card">
<h1>${escapeHtml(lines.map((line) => line.description).join(', '))}</h1>
<p class="amount">${money(session)}</p>
${error ? `<p class="error" role="alert">${escapeHtml(error)}</p>` : ''}
<form method="post" class="stack">
<button class="primary" name="outcome" value="pay">Pay ${money(session)}</button>
<button name="outcome" value="pay_later">Pay by bank transfer (arrives later)</button>
<button name="outcome" value="decline">Pay with a card that is declined</button>
<button name="outcome" value="cancel">Cancel and go back</button>
</form></div></main>`,
  )
}

export function messagePage(title: string, text: string): string {
  return page(
    title,
    `<main class="narrow"><div class="card"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></div></main>`,
  )
}

/** The sandbox's own page: every session, refund, dispute and event, and what can be done with each. */
export function dashboardPage({ store, webhooks }: Sandbox): string {
  const sessions = store.all('checkout.session').reverse().slice(0, 50)
  const disputes = store.all('dispute').reverse().slice(0, 20)
  const events = store.all('event').reverse().slice(0, 30)
  const faults = webhooks.faults()
  return page(
    'Payment sandbox',
    `<main><h1>Payment sandbox</h1><p class="quiet">Stands in for Stripe on this machine. No money moves.</p>
<h2>Checkout sessions</h2>${table(
      ['Session', 'Amount', 'State', ''],
      sessions.map((session) => [
        `<code>${session.id}</code>`,
        money(session),
        escapeHtml(`${session.status}, ${session.payment_status}`),
        sessionActions(session),
      ]),
    )}
<h2>Disputes</h2>${table(
      ['Dispute', 'Amount', 'State', ''],
      disputes.map((dispute) => [
        `<code>${dispute.id}</code>`,
        money(dispute),
        escapeHtml(String(dispute.status)),
        dispute.status === 'needs_response'
          ? action('close_dispute', dispute.id, 'Won', 'won') +
            action('close_dispute', dispute.id, 'Lost', 'lost')
          : '',
      ]),
    )}
<h2>Events</h2><p class="quiet">Each is sent ${faults.copies === 1 ? 'once' : `${faults.copies} times`}${faults.hold ? ', held back for now' : ''}.</p>
<div class="row">${action('faults', 'copies', faults.copies === 1 ? 'Send every event twice' : 'Send once', faults.copies === 1 ? '2' : '1')}
${action('faults', 'hold', faults.hold ? 'Release, newest first' : 'Hold events back', faults.hold ? '0' : '1')}</div>${table(
      ['Event', 'Type', 'Taken', ''],
      events.map((event) => [
        `<code>${event.id}</code>`,
        escapeHtml(String(event.type)),
        event.pending_webhooks === 0 ? 'yes' : 'not yet',
        action('resend', event.id, 'Send again'),
      ]),
    )}</main>`,
  )
}

function sessionActions(session: StripeObject): string {
  if (session.status !== 'complete') return ''
  if (session.payment_status === 'unpaid') {
    return (
      action('settle', session.id, 'Transfer arrived', 'paid') +
      action('settle', session.id, 'Transfer failed', 'failed')
    )
  }
  const intent = String(session.payment_intent)
  return action('refund', intent, 'Refund') + action('dispute', intent, 'Dispute')
}

function action(name: string, id: string, label: string, value = ''): string {
  return `<form method="post" action="/sandbox/actions" style="display:inline"><input type="hidden" name="action" value="${name}"><input type="hidden" name="id" value="${escapeHtml(id)}"><input type="hidden" name="value" value="${value}"><button>${escapeHtml(label)}</button></form> `
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return '<p class="quiet">None yet.</p>'
  const cells = (row: string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  return `<div class="scroll"><table>${cells(head, 'th')}${rows.map((row) => cells(row, 'td')).join('')}</table></div>`
}

function money(object: StripeObject): string {
  const amount = Number(object.amount_total ?? object.amount) / 100
  return escapeHtml(`${amount.toFixed(2)} ${String(object.currency).toUpperCase()}`)
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)} · Plotline</title><style>${style}</style></head><body>${body}</body></html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
