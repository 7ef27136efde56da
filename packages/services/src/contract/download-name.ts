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
    .slice(0, 60)
  return `${[stem || 'drawing', style, ...(device ? [device] : [])].join('-')}.${extension}`
}
