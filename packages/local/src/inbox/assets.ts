/** The inbox's style sheet. */
export const inboxCss = `
:root {
  color-scheme: light dark;
  --desk: light-dark(#f4f1ea, #14161b); --sheet: light-dark(#fcfbf8, #1b1e25); --ink: light-dark(#1b1f2a, #eceae4);
  --quiet: light-dark(#5a6072, #9aa0ae); --line: light-dark(#d8d3c7, #2b2f38); --blue: light-dark(#2440d8, #8ea2ff);
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--desk); color: var(--ink); font: 16px/24px system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding: 24px; }
h1 { margin: 0; font-size: 20px; line-height: 24px; }
header p { margin: 0; color: var(--quiet); flex: 1 1 20ch; }
button { font: inherit; color: var(--ink); background: none; border: 1px solid var(--line); border-radius: 6px;
  padding: 4px 12px; cursor: pointer; }
button:disabled { color: var(--quiet); cursor: default; }
a { color: var(--blue); }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
main { display: grid; gap: 16px; padding: 0 24px 24px; }
@media (min-width: 800px) { main { grid-template-columns: minmax(240px, 1fr) minmax(0, 2.5fr); } }
nav { min-width: 0; }
ol { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 6px; background: var(--sheet);
  overflow-y: auto; max-height: calc(100vh - 120px); }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; padding: 12px 16px; color: inherit; text-decoration: none; }
li a:hover .subject { text-decoration: underline; }
li a[aria-current] { box-shadow: inset 3px 0 var(--blue); }
li a:focus-visible { outline-offset: -2px; }
.to { font-weight: 600; overflow-wrap: anywhere; }
time, dt { color: var(--quiet); font-size: 14px; font-variant-numeric: tabular-nums; }
.empty { margin: 0; padding: 48px 24px; border: 1px dashed var(--line); border-radius: 6px; color: var(--quiet); }
article { min-width: 0; border: 1px solid var(--line); border-radius: 6px; background: var(--sheet); padding: 24px; }
h2 { margin: 0 0 8px; font-size: 20px; line-height: 28px; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 16px; margin: 0 0 16px; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 70vh; min-height: 480px; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/22px ui-monospace, monospace; margin: 8px 0 0; }
summary { cursor: pointer; margin-top: 12px; color: var(--quiet); }
`

/** Shows new mail without a reload by hand, times in the reader's own zone, and deletes on request. */
export const inboxJs = `
for (const time of document.querySelectorAll('time')) time.textContent = new Date(time.dateTime).toLocaleString()
document.querySelector('#clear').addEventListener('click', async () => {
  await fetch('/api/messages', { method: 'DELETE' })
  location.href = '/'
})
setInterval(async () => {
  if (document.hidden) return
  const answer = await fetch('/api/newest').then((response) => response.json(), () => null)
  if (!answer || answer.data === document.body.dataset.newest) return
  const page = await fetch(location.href).then((response) => response.text())
  const fresh = new DOMParser().parseFromString(page, 'text/html')
  for (const time of fresh.querySelectorAll('time')) time.textContent = new Date(time.dateTime).toLocaleString()
  document.querySelector('nav').replaceWith(fresh.querySelector('nav'))
  document.querySelector('#clear').disabled = !answer.data
  document.body.dataset.newest = answer.data
}, 2000)
`
