import type { BrowserPicture } from '@plotline/imaging/browser'

/** What the worker that reads a photo answers. */
export type PhotoAnswer = BrowserPicture | { readonly outcome: 'failed' }

/** The preview's longest side: what a phone draws in a second or two. */
export const previewPx = 1400
