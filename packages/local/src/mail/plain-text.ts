/** The plain text of a mail's HTML: links as `words: address`, blocks as lines, no markup. For mail programs and logs. */
export function plainText(html: string): string {
  const text = html
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gi, (_, href: string, words: string) => {
      const label = words.replace(/<[^>]+>/g, '').trim()
      return !label || label === href ? href : `${label}: ${href}`
    })
    .replace(/<br\s*\/?>|<\/(p|div|h[1-6]|tr|td|li|table)>/gi, '\n')
    .replace(/<[^>]+>/g, '')
  return decode(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line, i, lines) => line || lines[i - 1])
    .join('\n')
    .trim()
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', zwnj: '' }

function decode(text: string): string {
  return text.replace(/&(#\d+|#x[0-9a-f]+|\w+);/gi, (found, name: string) => {
    if (/^#x/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    return entities[name] ?? found
  })
}
