import { decodeInBrowser, loadLibheif } from '@plotline/imaging/browser'
import { type PhotoAnswer, previewPx } from './photo-messages.ts'

/** Reads one photo, off the page's own thread: a HEIC takes seconds. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Blob>) => void) | null
  postMessage: (message: PhotoAnswer, transfer?: Transferable[]) => void
}

scope.onmessage = async ({ data }) => {
  try {
    const picture = await decodeInBrowser(data, { maxPx: previewPx, loadLibheif })
    const transfer = picture.outcome === 'decoded' ? [picture.raster.data.buffer as ArrayBuffer] : []
    scope.postMessage(picture, transfer)
  } catch {
    scope.postMessage({ outcome: 'failed' })
  }
}
