import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase } from '../../packages/db/src/index.ts'
import { imageFrom } from '../../packages/imaging/testing/index.ts'
import { raiseLimits } from '../start/limits.ts'
import { startStack } from '../start/stack.ts'
import { type ApiVisitor, signInVisitor } from './api-visitor.ts'

/**
 * What others feel while files are written: twenty posters of one A2 stipple are asked for at once, and beside them a
 * stranger asks every 20 ms whether the web lives. Before files went to the worker one such poster held that answer for
 * 11.6 s. Bounded: after a minute the rest is left unwritten.
 */
const files = 20
const limitMs = 60_000

const folder = await mkdtemp(join(tmpdir(), 'plotline-bench-'))
const stack = await startStack({
  dataDir: folder,
  port: 0,
  backendPorts: 'free',
  distDir: '.next',
  env: { PLOTLINE_MODELS: process.env.PLOTLINE_MODELS },
  log: (line) => console.log(line),
})
try {
  const { siteUrl, inboxUrl } = stack
  if (!inboxUrl) throw new Error('This measures the embedded product; take SUPABASE_URL out of .env.local.')
  await raiseLimits(stack.databaseUrl, ['auth.magic-link', 'auth.confirm', 'jobs.read', 'pdf.export'])
  await raiseCap(stack.databaseUrl)
  const visitor = await signInVisitor(siteUrl, inboxUrl)
  const id = await draw(visitor)
  await times('alone', siteUrl, pause(3_000))

  const start = performance.now()
  let written = 0
  const asked = Array.from({ length: files }, async (_, index) => {
    await visitor.call('POST', '/api/pdf/export', {
      jobId: id,
      paper: 'a2',
      title: `Copy ${index}`,
      poster: { paper: 'a4' },
    })
    written++
  })
  await times(`beside ${files} posters`, siteUrl, Promise.race([Promise.allSettled(asked), pause(limitMs)]))
  const seconds = (performance.now() - start) / 1000
  console.log(`${written} of ${files} posters of an A2 stipple written within ${seconds.toFixed(1)} s`)
} finally {
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Asks `live` on its own connection until `work` has ended. */
async function times(name: string, siteUrl: string, work: Promise<unknown>): Promise<void> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  const took: number[] = []
  while (!isOver) {
    const before = performance.now()
    await (await fetch(new URL('/api/health/live', siteUrl))).text()
    took.push(performance.now() - before)
    await pause(20)
  }
  await over
  took.sort((a, b) => a - b)
  const at = (share: number) => `${(took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(0)} ms`
  console.log(
    `GET /api/health/live ${name}: p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} of ${took.length}`,
  )
}

async function draw({ upload, call }: ApiVisitor): Promise<string> {
  const picture = imageFrom(1200, 1600, (x, y) => {
    const shade = 128 + 100 * Math.sin(x / 90) * Math.cos(y / 120)
    return [shade, shade, shade]
  })
  const assetId = await upload('shades.jpg', await picture.jpeg({ quality: 90 }).toBuffer())
  const recipe = { style: 'stipple', workingPx: 1600, page: { paper: 'a2' }, stipple: { dots: 40_000 } }
  const { id } = await call<{ id: string }>('POST', '/api/jobs', { assetId, recipe })
  for (;;) {
    const { status } = await call<{ status: string }>('GET', `/api/jobs/${id}`)
    if (status === 'completed') return id
    if (status === 'failed') throw new Error('The drawing failed.')
    await pause(500)
  }
}

/** One person asks for all of them here. */
async function raiseCap(databaseUrl: string): Promise<void> {
  const db = createDatabase({ url: databaseUrl, max: 1 })
  const value = JSON.stringify({ 'exports.open': { free: files } })
  try {
    await db
      .insertInto('flags')
      .values({ key: 'caps', value, description: 'A benchmark asks for many' })
      .execute()
  } finally {
    await db.destroy()
  }
}
