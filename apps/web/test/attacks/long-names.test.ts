import { picture } from '@plotline/services/testing'
import { describe, expect, it } from 'vitest'
import { services } from '../../src/server/services.ts'
import { drawJob } from '../../testing/drawing.ts'
import { signedInVisitor } from '../../testing/visitor.ts'

const bytes = picture()
const head = Buffer.from(bytes.subarray(0, 4096)).toString('base64')

/** The longest there are, in characters of one, two, three and four bytes; half of the last kind has broken headers. */
const names = [
  { of: '245 letters', filename: `${'a'.repeat(241)}.png` },
  { of: '255 letters', filename: `${'a'.repeat(251)}.png` },
  { of: '255 letters without a type', filename: 'a'.repeat(255) },
  { of: '255 letters of two bytes', filename: `${'é'.repeat(251)}.png` },
  { of: '255 signs of three bytes', filename: `${'猫'.repeat(251)}.png` },
  { of: '255 halves of signs of four bytes', filename: `a${'𠮷'.repeat(125)}.png` },
  { of: 'accents alone', filename: `${'\u0301'.repeat(251)}.png` },
]

describe('a file with a name as long as a name may be', () => {
  it.each(names)('$of: is ordered, drawn and downloaded', async ({ filename }) => {
    const visitor = await signedInVisitor()
    const made = await visitor.post('/api/upload', { filename, bytes: bytes.length, head })
    const { assetId, upload } = made.json as {
      assetId: string
      upload: { method: string; url: string; headers: Record<string, string> }
    }
    const sent = await fetch(upload.url, { ...upload, body: Buffer.from(bytes) })
    expect(sent.status).toBe(200)
    const ordered = await visitor.post('/api/jobs', { assetId, recipe: { workingPx: 256 } })
    expect([ordered.status, ordered.json]).toMatchObject([202, { filename }])
    const { id } = ordered.json as { id: string }
    await drawJob(id)
    const link = await visitor.get(`/api/jobs/${id}/download?format=svg`)
    expect(link.status, link.text).toBe(200)
    const file = await fetch((link.json as { url: string }).url)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+-lines\.svg"/)
    const { db } = await services()
    const notes = await db.selectFrom('credit_events').select('note').where('job_id', '=', id).execute()
    expect(notes.map(({ note }) => note.slice(0, 12))).toEqual([
      'Drawing of a'.slice(0, 11) + [...filename][0],
    ])
  })

  it('is refused by name when it is longer', async () => {
    const visitor = await signedInVisitor()
    const answer = await visitor.post('/api/upload', { filename: 'a'.repeat(256), bytes: bytes.length, head })
    expect([answer.status, answer.json]).toMatchObject([400, { issues: [{ path: 'filename' }] }])
  })
})
