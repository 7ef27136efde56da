import type { PaperName } from '@plotline/strokes'

/** What pages a PDF has beside the drawing's own. */
export type PdfPages = {
  /** The paper of a poster's pages. */
  readonly poster: PaperName | 'none'
  readonly hasKey: boolean
}

/** What the engine and the API are told of them. */
export function pdfPagesOf({ poster, hasKey }: PdfPages): { key: boolean; poster?: { paper: PaperName } } {
  return { key: hasKey, ...(poster === 'none' ? {} : { poster: { paper: poster } }) }
}
