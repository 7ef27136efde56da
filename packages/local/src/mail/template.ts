/** What a mail template may name, as hosted Supabase fills it in. */
export interface MailValues {
  SiteURL: string
  RedirectTo: string
  TokenHash: string
  Token: string
  Email: string
  ConfirmationURL: string
}

const placeholder = /\{\{\s*\.(\w+)\s*\}\}/g

/**
 * Fills in the `{{ .Name }}` of a mail template, escaping by place as Go's html/template does on hosted: percent
 * encoding in the query of a link, HTML escaping elsewhere. Throws for a name it does not know and for any other
 * template action, since hosted would render those and we would not.
 */
export function renderTemplate(template: string, values: MailValues): string {
  const known = new Map<string, string>(Object.entries(values))
  const filled = template.replace(placeholder, (found, name: string, at: number) => {
    const value = known.get(name)
    if (value === undefined) throw new Error(`Expected one of ${[...known.keys()].join(', ')}, got ${found}.`)
    return isInQuery(template.slice(0, at)) ? encodeURIComponent(value) : escapeHtml(value)
  })
  const left = /\{\{.*?\}\}/.exec(template.replace(placeholder, ''))
  if (left) throw new Error(`Expected only {{ .Name }} in a mail template, got ${left[0]}.`)
  return filled
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')
}

/** Whether text ends within a link's query: an attribute is open, and its value has a `?` or `#`. */
function isInQuery(before: string): boolean {
  const value = /=\s*"([^"]*)$/.exec(before)?.[1] ?? /=\s*'([^']*)$/.exec(before)?.[1]
  return value !== undefined && /[?#]/.test(value) && before.lastIndexOf('<') > before.lastIndexOf('>')
}
