import { devices, findDevice, writeDrawing } from '@plotline/vectorizer'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createUser, drawJob, order, recipe, testContext, upload } from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { type DownloadFormat, downloadFormats } from '../contract/jobs.ts'
import type { DomainError } from '../error.ts'
import { exportPdf } from '../pdf/export.ts'
import { updateProfile } from '../profile/update.ts'
import { createJob } from './create.ts'
import { downloadJob } from './download.ts'
import { loadDrawing } from './drawing.ts'
import { getJob } from './get.ts'

const { ctx } = await testContext()
const { user, job: drawn } = await order(ctx, { style: 'sketch' })
const jobId = drawn.id
beforeAll(() => drawJob(ctx, jobId))

const starts: Record<DownloadFormat, RegExp> = {
  svg: /^(<\?xml[^>]*>\s*)?<svg/,
  hpgl: /^IN;/,
  gcode: /G21/,
  dxf: /SECTION/,
  png: /^\x89PNG/,
  json: /^\{/,
}

describe('downloadJob', () => {
  it.each(downloadFormats)(
    'answers a link to real %s, with a name to save it under, and keeps the file',
    async (format) => {
      const link = await downloadJob(ctx, user, jobId, { format })
      expect(link.filename).toMatch(/^still-life-sketch\.[a-z]+$/)
      const response = await fetch(link.url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-disposition')).toContain(link.filename)
      const text = Buffer.from(await response.arrayBuffer()).toString('latin1')
      expect(text).toMatch(starts[format])

      const files = () =>
        ctx.db
          .selectFrom('assets')
          .select('id')
          .where('job_id', '=', jobId)
          .where('format', '=', format)
          .execute()
      expect(await files()).toHaveLength(1)
      await downloadJob(ctx, user, jobId, { format })
      expect(await files()).toHaveLength(1)
    },
  )

  it('writes for the machine that is named, and says when there is none of that name', async () => {
    const name = Object.values(devices).find(({ dialect }) => dialect.format === 'gcode')?.name
    const link = await downloadJob(ctx, user, jobId, { format: 'gcode', device: name })
    expect(link.filename).toContain(name)
    await expect(downloadJob(ctx, user, jobId, { format: 'gcode', device: 'toaster' })).rejects.toMatchObject(
      {
        code: 'invalid_request',
      },
    )
  })

  it('writes for a machine of one’s own as it is now, before one of the same name that ships', async () => {
    const { user: owner, job } = await order(ctx)
    await drawJob(ctx, job.id)
    const shipped = findDevice('grbl-servo')
    const saying = (name: string, line: string) => ({
      ...shipped,
      name,
      dialect: { ...shipped.dialect, start: ['G21', 'G90', line] },
    })
    const textFor = async (name: string, line?: string) => {
      if (line) await updateProfile(ctx, owner, { devices: { [name]: saying(name, line) } })
      const link = await downloadJob(ctx, owner, job.id, { format: 'gcode', device: name })
      expect(link.filename).toBe(`still-life-lines-${name}.gcode`)
      return (await fetch(link.url)).text()
    }
    expect(await textFor('grbl-servo')).not.toContain('M117')
    expect(await textFor('desk', 'M117 one')).toContain('M117 one')
    expect(await textFor('desk')).toContain('M117 one')
    expect(await textFor('desk', 'M117 two')).toContain('M117 two')
    expect(await textFor('grbl-servo', 'M117 mine')).toContain('M117 mine')
    // Nobody else's: asked for by name, it is as unknown as one that never was.
    const refusalOf = (name: string) =>
      downloadJob(ctx, user, jobId, { format: 'gcode', device: name }).catch(
        ({ code, message }: DomainError) => ({ code, message: message.replace(name, '…') }),
      )
    const refused = await refusalOf('desk')
    expect(refused).toMatchObject({ code: 'invalid_request' })
    expect(refused).toEqual(await refusalOf('toaster'))
  })

  it('waits for the end of the job, and knows nothing of other people’s', async () => {
    const waiting = await createJob(ctx, user, { assetId: await upload(ctx, user), recipe: recipe() })
    await expect(downloadJob(ctx, user, waiting.id, { format: 'svg' })).rejects.toMatchObject({
      code: 'job_not_finished',
    })
    await expect(downloadJob(ctx, await createUser(ctx), jobId, { format: 'svg' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('says that a file has expired, and shows the job without links', async () => {
    const { user: owner, job } = await order(ctx)
    await drawJob(ctx, job.id)
    expect((await getJob(ctx, owner, job.id)).links.preview).not.toBeNull()
    await sql`update assets set expires_at = now() where user_id = ${owner.userId}`.execute(ctx.db)
    await expect(downloadJob(ctx, owner, job.id, { format: 'svg' })).rejects.toMatchObject({ code: 'gone' })
    expect((await getJob(ctx, owner, job.id)).links).toEqual({ original: null, preview: null, svg: null })
  })
})

describe('exportPdf', () => {
  const export_ = (actor: Actor, id: string) =>
    exportPdf(ctx, actor, {
      jobId: id,
      paper: 'letter',
      orientation: 'landscape',
      title: 'Two balls',
      marginMm: 20,
    })

  it('is a real PDF of the paper asked for, without a watermark while there are credits', async () => {
    const link = await export_(user, jobId)
    expect(link).toMatchObject({ filename: 'still-life-sketch.pdf', watermarked: false })
    const text = Buffer.from(await (await fetch(link.url)).arrayBuffer()).toString('latin1')
    expect(text).toMatch(/^%PDF-/)
    // Letter landscape in points.
    expect(text).toMatch(/\/MediaBox\s*\[\s*0 0 792(\.0+)? 612(\.0+)?\s*\]/)
  })

  it('is the drawing itself on the page it was drawn for', async () => {
    const drawing = await loadDrawing(ctx, user, jobId)
    const { widthMm, heightMm, marginMm } = drawing.sheet
    const orientations = ['auto', heightMm > widthMm ? 'portrait' : 'landscape'] as const
    for (const orientation of orientations) {
      const link = await exportPdf(ctx, user, { jobId, paper: 'a4', orientation, title: '', marginMm })
      const bytes = Buffer.from(await (await fetch(link.url)).arrayBuffer())
      expect(bytes.equals(writeDrawing(drawing, 'pdf').bytes)).toBe(true)
    }
  })

  it('is watermarked on the free tier at 0 credits, and not on the paid one', async () => {
    const poor = await createUser(ctx)
    const assetId = await upload(ctx, poor)
    const jobs = []
    for (let i = 0; i < 3; i++) jobs.push(await createJob(ctx, poor, { assetId, recipe: recipe() }))
    const id = jobs[0]?.id ?? ''
    await drawJob(ctx, id)
    expect(await export_(poor, id)).toMatchObject({ watermarked: true })
    await ctx.db.updateTable('users').set({ tier: 'paid' }).where('id', '=', poor.userId).execute()
    expect(await export_(poor, id)).toMatchObject({ watermarked: false })
  })
})
