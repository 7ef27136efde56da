/** Saves what was made on this page. */
export function saveFile(content: BlobPart, contentType: string, filename: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: contentType }))
  startDownload(url, filename)
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Hands a signed link to the browser's own download. */
export function startDownload(url: string, filename: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.rel = 'noopener'
  document.body.append(link)
  link.click()
  link.remove()
}
