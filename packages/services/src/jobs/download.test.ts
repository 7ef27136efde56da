import { devices, findDevice, readDrawing, writeDrawing } from '@plotline/strokes'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createUser, drawJob, order, recipe, serveExports, testContext, upload } from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { type DownloadFormat, downloadFormats } from '../contract/jobs.ts'
import type { DomainError } from '../error.ts'
import { exportPdf } from '../pdf/export.ts'
import { updateProfile } from '../profile/update.ts'
import { createJob } from './create.ts'
import { downloadJob } from './download.ts'
import { findFile } from './drawing.ts'
import { getJob } from './get.ts'

const { ctx } = await testContext()
serveExports(ctx)
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

  it.each([
    [{ format: 'svg', svg: 'plain' }, /^(?![\s\S]*inkscape)/],
    [{ format: 'svg', curvesMm: 0.05 }, / d="M[^"]*[Cc]/],
    [{ format: 'hpgl', hpgl: 'compact' }, /PR/],
    [{ format: 'dxf', dxf: 'r2000' }, /SPLINE/],
    [{ format: 'svg', perPen: true }, /^PK/],
  ] as const)('writes %j, and keeps it apart from the plain file', async (query, says) => {
    const link = await downloadJob(ctx, user, jobId, query)
    const plain = await downloadJob(ctx, user, jobId, { format: query.format })
    const [text, plainText] = await Promise.all(
      [link, plain].map(async ({ url }) =>
        Buffer.from(await (await fetch(url)).arrayBuffer()).toString('latin1'),
      ),
    )
    expect(text).toMatch(says)
    expect(plainText).not.toMatch(says)
    expect(plainText).toMatch(starts[query.format])
  })

  it('does not look at what a format has no choice of', async () => {
    const [one, other] = await Promise.all([
      downloadJob(ctx, user, jobId, { format: 'png' }),
      downloadJob(ctx, user, jobId, { format: 'png', dxf: 'r2000', svg: 'plain', device: 'toaster' }),
    ])
    expect(new URL(other.url).pathname).toBe(new URL(one.url).pathname)
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
      key: false,
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
    const { path = '' } = (await findFile(ctx, user, jobId, 'json')) ?? {}
    const json = (await ctx.storage.download('artifacts', path)) ?? new Uint8Array()
    const drawing = readDrawing(new TextDecoder().decode(json))
    const { widthMm, heightMm, marginMm } = drawing.sheet
    const orientations = ['auto', heightMm > widthMm ? 'portrait' : 'landscape'] as const
    for (const orientation of orientations) {
      const link = await exportPdf(ctx, user, {
        jobId,
        paper: 'a4',
        orientation,
        title: '',
        marginMm,
        key: false,
      })
      const bytes = Buffer.from(await (await fetch(link.url)).arrayBuffer())
      expect(bytes.equals(writeDrawing(drawing, 'pdf').bytes)).toBe(true)
    }
  })

  it('goes over the pages of a poster, with one more that names the pens', async () => {
    const pagesOf = async (more: Partial<Parameters<typeof exportPdf>[2]>) => {
      const page = { paper: 'a4', orientation: 'portrait', title: '', marginMm: 15, key: false } as const
      const link = await exportPdf(ctx, user, { jobId, ...page, ...more })
      const text = Buffer.from(await (await fetch(link.url)).arrayBuffer()).toString('latin1')
      return text.match(/\/Type \/Page\b/g)?.length
    }
    expect(await pagesOf({})).toBe(1)
    expect(await pagesOf({ key: true })).toBe(2)
    expect(await pagesOf({ key: true, poster: { paper: 'a5', overlapMm: 10 } })).toBeGreaterThan(2)
  })

  it('says what of the title could not be printed', async () => {
    const page = { paper: 'a4', orientation: 'auto', marginMm: 15, key: false } as const
    const warningsFor = async (title: string) =>
      (await exportPdf(ctx, user, { jobId, ...page, title })).warnings
    expect(await warningsFor('猫 Chelsea')).toEqual([
      expect.stringMatching(/^“猫” in the title is not printed/),
    ])
    expect(await warningsFor('Chelsea')).toEqual([])
  })

  it('is found again with its warnings, and made anew for another page or another watermark', async () => {
    const page = { paper: 'a4', orientation: 'auto', marginMm: 15, key: false, title: '猫 found' } as const
    const { user: owner, job } = await order(ctx)
    await drawJob(ctx, job.id)
    const exported = async (more: Partial<Parameters<typeof exportPdf>[2]> = {}) => {
      const { url, warnings } = await exportPdf(ctx, owner, { jobId: job.id, ...page, ...more })
      return { path: new URL(url).pathname, warnings }
    }
    const first = await exported()
    expect(first.warnings).toHaveLength(1)
    expect(await exported()).toEqual(first)
    expect((await exported({ marginMm: 16 })).path).not.toBe(first.path)
    await ctx.db.updateTable('credits').set({ balance: 0 }).where('user_id', '=', owner.userId).execute()
    const marked = await exported()
    expect(marked.path).not.toBe(first.path)
    expect(await exported()).toEqual(marked)
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
