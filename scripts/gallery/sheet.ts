export type Cell = { file: string; caption: string; width: number; height: number }
export type Row = { title: string; cells: Cell[] }

/** The contact sheet as a page: a row for each picture, and every drawing at its own size when it is clicked. */
export function sheetHtml(rows: readonly Row[]): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>Plotline gallery</title>
<style>
  body { font: 13px system-ui, sans-serif; margin: 24px; background: #ddd; color: #222 }
  section { display: flex; gap: 12px; margin-bottom: 28px }
  figure { margin: 0 }
  img { display: block; height: 420px; width: auto; background: #fff }
  figcaption { margin-top: 4px }
</style>
${rows.map(rowHtml).join('\n')}
`
}

function rowHtml({ title, cells }: Row): string {
  const figures = cells.map(({ file, caption, width, height }) => {
    const address = encodeURIComponent(file)
    const image = `<img src="${address}" alt="${escapeHtml(`${title}, ${caption}`)}" width="${width}" height="${height}">`
    return `  <figure><a href="${address}">${image}</a><figcaption>${escapeHtml(caption)}</figcaption></figure>`
  })
  return `<h2>${escapeHtml(title)}</h2>\n<section>\n${figures.join('\n')}\n</section>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
