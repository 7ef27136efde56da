import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imageFrom } from '../../packages/imaging/testing/index.ts'
import { raiseLimits } from '../start/limits.ts'
import { startStack } from '../start/stack.ts'
import { type ApiVisitor, signInVisitor } from './api-visitor.ts'

/**
 * The whole product, started as `npm start` starts it on a data folder of its own: how long its API takes at ten
 * connections, how long a 12-megapixel photo takes from upload to drawing, how many jobs it does in a minute, and
 * how much memory the worker had at its highest. Times are of this machine, in this hour; compare within one run.
 */
const connections = 10
const requestsEach = 100
const jobsEach = 2

const folder = await mkdtemp(join(tmpdir(), 'plotline-bench-'))
const startedAt = performance.now()
const stack = await startStack({
  dataDir: folder,
  port: 0,
  backendPorts: 'free',
  distDir: '.next',
  env: { PLOTLINE_MODELS: process.env.PLOTLINE_MODELS },
  log: (line) => console.log(line),
})
try {
  console.log(`ready after ${seconds(startedAt)} (seconds with the web built, else with its build)\n`)
  const { siteUrl, inboxUrl } = stack
  if (!inboxUrl) throw new Error('This measures the embedded product; take SUPABASE_URL out of .env.local.')
  await raiseLimits(stack.databaseUrl, ['auth.magic-link', 'auth.confirm', 'jobs.read', 'profile.read'])
  const visitors = await Promise.all(
    Array.from({ length: connections }, () => signInVisitor(siteUrl, inboxUrl)),
  )
  for (const path of ['/api/health/live', '/api/user/profile', '/api/jobs', '/api/credits']) {
    await measureApi(visitors, path)
  }
  await measureLargePhoto(visitors[0] as ApiVisitor)
  await measureJobs(visitors.slice(1))
  const peaks = (await readFile(join(folder, 'logs/worker.log'), 'utf8')).matchAll(/"peakMb":(\d+)/g)
  console.log(
    `\nworker's peak resident memory after these jobs: ${Math.max(...[...peaks].map(([, mb]) => Number(mb)))} MB`,
  )
} finally {
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measureApi(visitors: ApiVisitor[], path: string): Promise<void> {
  const times: number[] = []
  const start = performance.now()
  await Promise.all(
    visitors.map(async ({ call }) => {
      for (let i = 0; i < requestsEach; i++) {
        const before = performance.now()
        await call('GET', path)
        times.push(performance.now() - before)
      }
    }),
  )
  const perSecond = (1000 * times.length) / (performance.now() - start)
  times.sort((a, b) => a - b)
  const at = (share: number) => `${(times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)} ms`
  console.log(
    `GET ${path.padEnd(20)} ${connections} connections: p50 ${at(0.5)}, p99 ${at(0.99)}, ${perSecond.toFixed(0)}/s`,
  )
}

type Job = { status: string; stages: { name: string; ms: number | null }[] }

async function measureLargePhoto(visitor: ApiVisitor): Promise<void> {
  const start = performance.now()
  const assetId = await visitor.upload('large.jpg', await photo(4000, 3000))
  console.log(`\n12-megapixel photo, sketch, subject isolated: uploaded after ${seconds(start)}`)
  const { id } = await visitor.call<{ id: string }>('POST', '/api/jobs', {
    assetId,
    recipe: { style: 'sketch', isolate: { mode: 'auto' } },
  })
  const job = await finished(visitor, id)
  for (const { name, ms } of job.stages) console.log(`  ${name.padEnd(10)} ${ms} ms`)
  console.log(`  from upload to drawing ${seconds(start)}`)
}

async function measureJobs(visitors: ApiVisitor[]): Promise<void> {
  const bytes = await photo(1600, 1200)
  const orders = visitors.flatMap((visitor) => Array.from({ length: jobsEach }, () => visitor))
  const start = performance.now()
  await Promise.all(
    orders.map(async (visitor) => {
      const assetId = await visitor.upload('photo.jpg', bytes)
      const { id } = await visitor.call<{ id: string }>('POST', '/api/jobs', {
        assetId,
        recipe: { style: 'sketch' },
      })
      await finished(visitor, id)
    }),
  )
  const perMinute = (60_000 * orders.length) / (performance.now() - start)
  console.log(
    `\n${orders.length} sketches of 1600 × 1200 ordered at once: ${perMinute.toFixed(1)} jobs a minute`,
  )
}

async function finished(visitor: ApiVisitor, id: string): Promise<Job> {
  for (;;) {
    const job = await visitor.call<Job>('GET', `/api/jobs/${id}`)
    if (job.status === 'completed') return job
    if (job.status === 'failed') throw new Error(`Job ${id} failed.`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** A JPEG with round things, soft shades and grain, so that every stage has what photos give it. */
function photo(width: number, height: number): Promise<Buffer> {
  const picture = imageFrom(width, height, (x, y) => {
    const [u, v] = [x / height, y / height]
    const [dx, dy] = [u - 0.67, v - 0.5]
    const shade = Math.hypot(dx, dy) < 0.35 ? 60 + 300 * (0.35 + dx - dy) * 0.6 : 205 - 40 * v
    const rings = 18 * Math.sin(40 * Math.hypot(u - 0.3, v - 0.2))
    const grain = (((x * 7919 + y * 104_729) % 97) - 48) / 8
    return [shade + rings + grain, shade + rings * 0.5 + grain, shade + grain]
  })
  return picture.jpeg({ quality: 90 }).toBuffer()
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
