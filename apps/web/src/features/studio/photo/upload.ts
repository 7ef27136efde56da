import { uploadResponseSchema } from '@plotline/services/contract'
import { call } from '../../api/call.ts'
import { CallError } from '../../api/problem.ts'

/** Sends a photo to storage by a signed URL. `onProgress` gets 0 … 1. Gives the asset's id. */
export async function uploadPhoto(
  blob: Blob,
  name: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const head = new Uint8Array(await blob.slice(0, 4096).arrayBuffer())
  const { assetId, upload } = await call(uploadResponseSchema, '/api/upload', {
    method: 'POST',
    body: {
      filename: name.slice(-255) || 'photo',
      bytes: blob.size,
      head: btoa(String.fromCharCode(...head)),
    },
    signal,
  })
  await put(upload, blob, onProgress, signal)
  return assetId
}

type SignedUpload = { method: string; url: string; headers: Record<string, string> }

/** XMLHttpRequest, for `fetch` does not tell how much has been sent. */
function put(
  upload: SignedUpload,
  blob: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(upload.method, upload.url)
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve()
      else reject(new CallError(request.status === 413 ? 'too_large' : 'upload_missing'))
    }
    request.onerror = () => reject(new CallError('offline'))
    request.onabort = () => reject(new CallError('aborted'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(blob)
  })
}
