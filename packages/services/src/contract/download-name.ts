/** What a downloaded file is called: the picture's own name, the style, and what it is: `cat-sketch.svg`. */
export function downloadName(
  { filename, style }: { filename: string; style: string },
  extension: string,
  device?: string,
): string {
  const stem = filename
    .replace(/\.[^.]{1,5}$/, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
  // By characters: half of one cannot be put into a header.
  const short = [...stem].slice(0, 60).join('')
  return `${[short || 'drawing', style, ...(device ? [device] : [])].join('-')}.${extension}`
}
