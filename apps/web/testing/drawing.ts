import { drawJob as draw, picture, serveExports } from '@plotline/services/testing'
import { services } from '../src/server/services.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** Sends a picture the way the studio does: announce it, then PUT it to the signed URL. Answers the asset's id. */
export async function uploadPicture(visitor: Visitor): Promise<string> {
  const bytes = picture()
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('base64')
  const answer = await visitor.post('/api/upload', { filename: 'still life.png', bytes: bytes.length, head })
  const { assetId, upload } = answer.json as {
    assetId: string
    upload: { method: string; url: string; headers: Record<string, string> }
  }
  const { method, url, headers } = upload
  const sent = await fetch(url, { method, headers, body: Buffer.from(bytes) })
  if (!sent.ok) throw new Error(`The upload answered ${sent.status}: ${await sent.text()}`)
  return assetId
}

/** Orders a small drawing. Answers the job's id. */
export async function orderJob(visitor: Visitor, headers?: Record<string, string>): Promise<string> {
  const assetId = await uploadPicture(visitor)
  const answer = await visitor.post('/api/jobs', { assetId, recipe: { workingPx: 256 } }, { headers })
  if (answer.status !== 202) throw new Error(`The order answered ${answer.status}: ${answer.text}`)
  return (answer.json as { id: string }).id
}

/** Does the worker's part, in this process. */
export async function drawJob(id: string): Promise<void> {
  await draw(await services(), id)
}

/** Does the worker's part of every file that is asked for, to the end of the file's tests: await it at the top of the file. */
export async function serveFiles(): Promise<void> {
  createVisitor()
  serveExports(await services())
}
