import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imageFrom } from '../../packages/imaging/testing/index.ts'
import { raiseLimits } from '../start/limits.ts'
import { startStack } from '../start/stack.ts'
import { type ApiVisitor, signInVisitor } from './api-visitor.ts'

/**
 * How long a newcomer waits for a drawing of lines to begin beside 20 heavy ones of others on two lanes, in the whole
 * product as `npm start` starts it. Ended after three minutes, with whatever the wait was by then.
 */
const others = 20
const mostMs = 180_000
const heavy = { style: 'stipple', stipple: { dots: 60_000 }, page: { paper: 'a2' }, plan: { order: 'good' } }

const folder = await mkdtemp(join(tmpdir(), 'plotline-fairness-'))
const stack = await startStack({
  dataDir: folder,
  port: 0,
  backendPorts: 'free',
  distDir: '.next',
  env: { WORKER_CONCURRENCY: '2' },
  log: () => {},
})
try {
  const { siteUrl, inboxUrl } = stack
  if (!inboxUrl) throw new Error('This measures the embedded product; take SUPABASE_URL out of .env.local.')
  await raiseLimits(stack.databaseUrl, ['auth.magic-link', 'auth.confirm', 'jobs.read', 'attempts'])
  const visitors = await Promise.all(
    Array.from({ length: others + 1 }, () => signInVisitor(siteUrl, inboxUrl)),
  )
  const [newcomer, ...rest] = visitors
  if (!newcomer) throw new Error('Expected a newcomer.')
  const photo = await picture()
  const long = await Promise.all(rest.map((visitor) => order(visitor, photo, heavy)))
  await until(async () => (await countOf(rest, long, 'processing')) >= 2)
  const start = performance.now()
  const id = await order(newcomer, photo, { style: 'lines' })
  const began = await until(async () => (await statusOf(newcomer, id)) !== 'pending', start)
  const ended = await until(async () => (await statusOf(newcomer, id)) === 'completed', start)
  console.log(`${others} heavy drawings of ${others} others on two lanes, then a newcomer's lines:`)
  console.log(`  begun after ${seconds(began)}, drawn after ${seconds(ended)}`)
  console.log(`  of the heavy ones ${await countOf(rest, long, 'completed')} were drawn by then`)
} finally {
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
}

async function order(visitor: ApiVisitor, photo: Buffer, recipe: object): Promise<string> {
  const assetId = await visitor.upload('photo.jpg', photo)
  return (await visitor.call<{ id: string }>('POST', '/api/jobs', { assetId, recipe })).id
}

async function statusOf(visitor: ApiVisitor, id: string): Promise<string> {
  return (await visitor.call<{ status: string }>('GET', `/api/jobs/${id}`)).status
}

async function countOf(visitors: ApiVisitor[], ids: string[], status: string): Promise<number> {
  const found = await Promise.all(visitors.map((visitor, i) => statusOf(visitor, ids[i] ?? '')))
  return found.filter((one) => one === status).length
}

/** How many ms passed since `start` until it was so, or `mostMs`. */
async function until(isSo: () => Promise<boolean>, start = performance.now()): Promise<number> {
  while (!(await isSo()) && performance.now() - start < mostMs) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return performance.now() - start
}

function picture(): Promise<Buffer> {
  return imageFrom(1600, 1200, (x, y) => {
    const tone = 200 - 150 * (y / 1200) + 30 * Math.sin(Math.hypot(x - 700, y - 500) / 12)
    return [tone, tone, tone]
  })
    .jpeg({ quality: 90 })
    .toBuffer()
}

function seconds(ms: number): string {
  return ms >= mostMs ? `more than ${mostMs / 1000} s` : `${(ms / 1000).toFixed(1)} s`
}
