import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { endpoints } from '../../src/server/endpoints/all.ts'
import { isWrite } from '../../src/server/http/endpoint.ts'
import { services } from '../../src/server/services.ts'
import { drawJob, orderJob } from '../../testing/drawing.ts'
import { sessionOf } from '../../testing/session-token.ts'
import { signedInVisitor, type Visitor } from '../../testing/visitor.ts'

/**
 * Attempts at another person's data, one a line: through the API, past it through REST and storage, and by links. Each
 * is made by somebody who is signed in and knows every id there is. Whatever it answers, it must hold nothing of the
 * victim's and change nothing. A new way to try is a new line.
 */
const secretName = `Victim-${randomUUID()}`
/** `asked`: all that was sent; a refusal may repeat it. */
type Attempt = { what: string; asked: string; go: () => Promise<Response> }
type Them = { userId: string; jobId: string; assetId: string; email: string; link: string; paths: string[] }

let them: Them
let victim: Visitor
let attacker: Visitor
let mine: { userId: string; jobId: string; token: string; link: string }
let before: unknown

beforeAll(async () => {
  const one = await signedInVisitor()
  victim = one
  await victim.patch('/api/user/profile', { displayName: secretName })
  const jobId = await orderJob(victim)
  await drawJob(jobId)
  const job = (await victim.get(`/api/jobs/${jobId}`)).json as {
    assetId: string
    links: { original: string }
  }
  const { id: userId } = (await victim.get('/api/user/profile')).json as { id: string }
  const { db } = await services()
  const assets = await db
    .selectFrom('assets')
    .select(['bucket', 'path'])
    .where('user_id', '=', userId)
    .execute()
  const paths = assets.map(({ bucket, path }) => `${bucket}/${path}`)
  them = { userId, jobId, assetId: job.assetId, email: one.email, link: job.links.original, paths }

  attacker = await signedInVisitor()
  const own = await orderJob(attacker)
  const { links } = (await attacker.get(`/api/jobs/${own}`)).json as { links: { original: string } }
  const { id } = (await attacker.get('/api/user/profile')).json as { id: string }
  mine = { userId: id, jobId: own, token: sessionOf(attacker).access_token, link: links.original }
  before = await snapshot()
})

/** All that the victim has, as the database has it, without what time alone changes. */
async function snapshot() {
  const { db } = await services()
  const { userId } = them
  const bare = (rows: object[]) => rows.map((row) => ({ ...row, updated_at: null }))
  return {
    user: bare(await db.selectFrom('users').selectAll().where('id', '=', userId).execute()),
    credits: bare(await db.selectFrom('credits').selectAll().where('user_id', '=', userId).execute()),
    events: await db
      .selectFrom('credit_events')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('id')
      .execute(),
    jobs: bare(await db.selectFrom('jobs').selectAll().where('user_id', '=', userId).execute()),
    assets: bare(
      await db.selectFrom('assets').selectAll().where('user_id', '=', userId).orderBy('id').execute(),
    ),
    files: (
      await sql`select bucket_id, name, version from storage.objects where name like ${`${userId}/%`} order by 1, 2`.execute(
        db,
      )
    ).rows,
  }
}

/** What an answer of theirs would hold, in whatever form. */
function secrets(): string[] {
  return [secretName, them.email, ...them.paths.map((path) => path.split('/').at(-1) ?? '')]
}

async function expectNothing({ what, asked, go }: Attempt) {
  const response = await go()
  const bytes = Buffer.from(await response.arrayBuffer())
  for (const secret of secrets()) {
    if (bytes.includes(secret) && !asked.includes(secret))
      throw new Error(`${what}: ${response.status} holds ${secret}`)
  }
  const isPicture = ['\x89PNG', '<svg', '{"version"', '%PDF'].some((start) =>
    bytes.subarray(0, 20).includes(start),
  )
  expect(isPicture, `${what}: a file came back`).toBe(false)
  expect(response.status, `${what}: ${bytes.subarray(0, 200)}`).toBeLessThan(500)
}

/** Runs the attempts of a kind, then looks whether the victim has what they had. */
function attempts(kind: string, list: () => Attempt[] | Promise<Attempt[]>) {
  it(kind, async () => {
    const all = await list()
    expect(all.length).toBeGreaterThan(0)
    for (const attempt of all) await expectNothing(attempt)
    expect(await snapshot()).toEqual(before)
  })
}

const api = (
  what: string,
  method: string,
  url: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Attempt => ({
  what: `${what}: ${method} ${url}`,
  asked: url + JSON.stringify(json ?? null),
  go: async () => {
    const abort = new AbortController()
    const { response } = await attacker.open(method, url, { json, headers, signal: abort.signal })
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      abort.abort()
      throw new Error(`${what}: a stream was opened`)
    }
    return response
  },
})
const backend = (path: string) => `${inject('backend').supabaseUrl}${path}`
const raw = (
  what: string,
  method: string,
  path: string,
  more: { body?: unknown; headers?: Record<string, string> } = {},
): Attempt => ({
  what: `${what}: ${method} ${path.slice(0, 120)}`,
  asked: path + JSON.stringify(more.body ?? null),
  go: () =>
    fetch(path.startsWith('http') ? path : backend(path), {
      method,
      headers: {
        apikey: inject('backend').publishableKey,
        authorization: `Bearer ${mine.token}`,
        ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more.headers,
      },
      body: more.body === undefined ? undefined : JSON.stringify(more.body),
    }),
})

/** Headers by which some server believes who somebody is, or where they go. */
function lies(): Record<string, string>[] {
  return [
    { 'x-user-id': them.userId },
    { 'x-forwarded-user': them.email },
    { 'x-original-url': `/api/jobs/${them.jobId}` },
    { 'x-rewrite-url': `/api/jobs/${them.jobId}` },
    { 'x-http-method-override': 'DELETE' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-invoke-path': `/api/jobs/${them.jobId}` },
    { authorization: `Bearer ${inject('backend').publishableKey}` },
    { apikey: inject('backend').publishableKey },
    { 'x-plotline-peer': '127.0.0.1' },
  ]
}

describe('through the API', () => {
  attempts('every endpoint that takes an id, with theirs', () =>
    endpoints
      .filter(({ params }) => params)
      .map(({ id, method, path }) =>
        api(
          id,
          method,
          `${path.replace('{id}', them.jobId)}?format=svg`,
          isWrite(method) ? { format: 'svg' } : undefined,
        ),
      ),
  )
  attempts('every endpoint that takes a body, with their ids in it', () => [
    api('their photo', 'POST', '/api/jobs', { assetId: them.assetId, recipe: { workingPx: 256 } }),
    api('their drawing', 'POST', '/api/pdf/export', { jobId: them.jobId }),
    api('their job as an asset', 'POST', '/api/jobs', { assetId: them.jobId, recipe: {} }),
    api('a drawing of theirs as a photo', 'POST', '/api/jobs', {
      assetId: them.paths.at(-1)?.split('/')[2]?.slice(0, 36),
      recipe: {},
    }),
    api('their account', 'DELETE', '/api/user/profile', { email: them.email }),
    api('their address as mine', 'PATCH', '/api/user/profile', { email: them.email }),
    api('their id as mine', 'PATCH', '/api/user/profile', { id: them.userId, displayName: 'x' }),
    api('a tier', 'PATCH', '/api/user/profile', { tier: 'paid' }),
    api(
      'by prototype',
      'PATCH',
      '/api/user/profile',
      JSON.parse('{"__proto__":{"tier":"paid"},"displayName":"x"}'),
    ),
    api('their payment', 'POST', '/api/credits/confirm', { sessionId: `cs_test_${them.userId}` }),
  ])
  attempts('lists and reads that name them besides', () => [
    api('user', 'GET', `/api/jobs?userId=${them.userId}`),
    api('user_id', 'GET', `/api/jobs?user_id=${them.userId}&status=completed`),
    api(
      'cursor',
      'GET',
      `/api/jobs?cursor=${Buffer.from(JSON.stringify([new Date().toISOString(), them.jobId])).toString('base64url')}`,
    ),
    api('ledger', 'GET', `/api/credits?userId=${them.userId}`),
    api('profile', 'GET', `/api/user/profile?id=${them.userId}`),
    api('twice', 'GET', `/api/jobs/${mine.jobId}?id=${them.jobId}`),
    api('device', 'GET', `/api/jobs/${mine.jobId}/download?format=svg&device=../${them.jobId}`),
  ])
  attempts('headers that other servers believe', () =>
    lies().flatMap((headers) => [
      api(JSON.stringify(headers), 'GET', '/api/user/profile', undefined, headers),
      api(JSON.stringify(headers), 'GET', `/api/jobs/${them.jobId}`, undefined, headers),
    ]),
  )
  it('an Idempotency-Key of theirs answers a job of mine or none', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const theirs = await victim.post(
      '/api/jobs',
      { assetId: them.assetId, recipe: { workingPx: 256 } },
      { headers: key },
    )
    expect(theirs.status).toBe(202)
    const answer = await attacker.post(
      '/api/jobs',
      { assetId: them.assetId, recipe: { workingPx: 256 } },
      { headers: key },
    )
    expect(answer.status).toBe(404)
    before = await snapshot()
  })
})

describe('past the API, through REST', () => {
  const tables = async () => {
    const { db } = await services()
    const { rows } = await sql<{ name: string; column: string | null }>`
      select t.tablename as name, (select column_name from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = t.tablename and c.column_name in ('user_id', 'job_id')
        order by column_name desc limit 1) as column
      from pg_tables t where t.schemaname = 'public'`.execute(db)
    return rows
  }
  const idIn = (column: string | null) => (column === 'job_id' ? them.jobId : them.userId)
  attempts('every table is read', async () =>
    (await tables()).flatMap(({ name, column }) => [
      raw('all', 'GET', `/rest/v1/${name}?select=*`),
      raw('theirs', 'GET', `/rest/v1/${name}?select=*&${column ?? 'id'}=eq.${idIn(column)}`),
      raw(
        'by or',
        'GET',
        `/rest/v1/${name}?select=*&or=(${column ?? 'id'}.eq.${idIn(column)},${column ?? 'id'}.not.is.null)`,
      ),
      raw('counted', 'HEAD', `/rest/v1/${name}?select=*`, { headers: { prefer: 'count=exact' } }),
      raw('by nobody', 'GET', `/rest/v1/${name}?select=*`, { headers: { authorization: '' } }),
    ]),
  )
  attempts('every table is written', async () =>
    (await tables()).flatMap(({ name, column }) => [
      raw('changed', 'PATCH', `/rest/v1/${name}?${column ?? 'id'}=eq.${idIn(column)}`, {
        body: { [column ?? 'id']: mine.userId },
      }),
      raw('all changed', 'PATCH', `/rest/v1/${name}`, { body: { updated_at: new Date(0) } }),
      raw('deleted', 'DELETE', `/rest/v1/${name}?${column ?? 'id'}=eq.${idIn(column)}`),
      raw('all deleted', 'DELETE', `/rest/v1/${name}`),
      raw('put', 'POST', `/rest/v1/${name}`, { body: { id: randomUUID(), user_id: them.userId } }),
      raw('put over', 'POST', `/rest/v1/${name}?on_conflict=id`, {
        body: { id: them.userId, display_name: 'x' },
        headers: { prefer: 'resolution=merge-duplicates' },
      }),
    ]),
  )
  attempts('columns that are not mine to write', () =>
    [{ tier: 'paid' }, { email: 'x@example.com' }, { id: randomUUID() }, { created_at: new Date(0) }].map(
      (body) => raw(JSON.stringify(body), 'PATCH', `/rest/v1/users?id=eq.${mine.userId}`, { body }),
    ),
  )
  attempts('every function is called', async () => {
    const { db } = await services()
    const { rows } = await sql<{ name: string }>`
      select distinct p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private', 'auth', 'storage')`.execute(db)
    return rows.flatMap(({ name }) => [
      raw('called', 'POST', `/rest/v1/rpc/${name}`, { body: { for_user: them.userId, event_amount: -1 } }),
      raw('called in private', 'POST', `/rest/v1/rpc/${name}`, {
        body: {},
        headers: { 'content-profile': 'private' },
      }),
      raw('read', 'GET', `/rest/v1/rpc/${name}?for_user=${them.userId}`),
    ])
  })
  attempts('filters are more than filters', () =>
    [
      `select=*,credits(*)`,
      `select=*,jobs(*,assets(*))`,
      `select=id,auth.users(*)`,
      `select=(select email from auth.users)`,
      `select=email::text,*`,
      `id=eq.${'x'}' or '1'='1`,
      `id=in.(${them.userId})`,
      `id=not.eq.${randomUUID()}`,
      `order=id;select pg_sleep(0)`,
      `order=(select 1)`,
      `limit=1;drop table users`,
      `and=(id.eq.${them.userId},id.eq.${them.userId})`,
      `display_name=like.*Victim*`,
      `display_name=match.Victim`,
      `display_name=fts.Victim`,
    ].map((query) => raw('filter', 'GET', `/rest/v1/users?${query}`)),
  )
  attempts('schemas that are not shown', () =>
    [
      'auth',
      'private',
      'storage',
      'pgboss',
      'pg_catalog',
      'information_schema',
      'supabase_migrations',
    ].flatMap((schema) => [
      raw(schema, 'GET', '/rest/v1/users?select=*', { headers: { 'accept-profile': schema } }),
      raw(schema, 'POST', '/rest/v1/users', { body: {}, headers: { 'content-profile': schema } }),
      raw(schema, 'GET', `/rest/v1/${schema}.users?select=*`),
    ]),
  )
})

describe('past the API, through storage and auth', () => {
  attempts('their files by their paths', () =>
    them.paths.flatMap((path) => {
      const [bucket = '', ...name] = path.split('/')
      const key = name.join('/')
      return [
        raw('read', 'GET', `/storage/v1/object/${path}`),
        raw('read', 'GET', `/storage/v1/object/authenticated/${path}`),
        raw('public', 'GET', `/storage/v1/object/public/${path}`),
        raw('info', 'GET', `/storage/v1/object/info/${path}`),
        raw('head', 'HEAD', `/storage/v1/object/${path}`),
        raw('rendered', 'GET', `/storage/v1/render/image/authenticated/${path}`),
        raw('signed', 'POST', `/storage/v1/object/sign/${path}`, { body: { expiresIn: 60 } }),
        raw('signed with others', 'POST', `/storage/v1/object/sign/${bucket}`, {
          body: { expiresIn: 60, paths: [key] },
        }),
        raw('listed', 'POST', `/storage/v1/object/list/${bucket}`, { body: { prefix: them.userId } }),
        raw('listed from the top', 'POST', `/storage/v1/object/list/${bucket}`, { body: { prefix: '' } }),
        raw('moved', 'POST', '/storage/v1/object/move', {
          body: { bucketId: bucket, sourceKey: key, destinationKey: `${mine.userId}/got.png` },
        }),
        raw('copied', 'POST', '/storage/v1/object/copy', {
          body: { bucketId: bucket, sourceKey: key, destinationKey: `${mine.userId}/got.png` },
        }),
        raw('removed', 'DELETE', `/storage/v1/object/${bucket}`, { body: { prefixes: [key] } }),
        raw('written over', 'PUT', `/storage/v1/object/${path}`, {
          body: {},
          headers: { 'x-upsert': 'true', 'content-type': 'image/png' },
        }),
        raw('laid beside', 'POST', `/storage/v1/object/${bucket}/${them.userId}/${randomUUID()}.png`, {
          body: {},
          headers: { 'content-type': 'image/png' },
        }),
        raw('given leave to write', 'POST', `/storage/v1/object/upload/sign/${path}`, { body: {} }),
        raw('by dots', 'GET', `/storage/v1/object/${bucket}/${mine.userId}/%2e%2e/${key}`),
        raw('by a slash more', 'GET', `/storage/v1/object/${bucket}//${key}`),
        raw('by a backslash', 'GET', `/storage/v1/object/${bucket}/${mine.userId}%5c..%5c${key}`),
        raw('by a zero', 'GET', `/storage/v1/object/${path}%00.png`),
        raw('in capitals', 'GET', `/storage/v1/object/${path.toUpperCase()}`),
      ]
    }),
  )
  attempts('buckets', () => [
    raw('made public', 'PUT', '/storage/v1/bucket/originals', { body: { public: true } }),
    raw('emptied', 'POST', '/storage/v1/bucket/originals/empty', { body: {} }),
    raw('deleted', 'DELETE', '/storage/v1/bucket/originals'),
    raw('listed', 'GET', '/storage/v1/bucket'),
    raw('made', 'POST', '/storage/v1/bucket', { body: { name: 'mine', public: true } }),
  ])
  attempts('links of mine made theirs', () => {
    const [theirs, own] = [new URL(them.link), new URL(mine.link)]
    const token = own.searchParams.get('token') ?? ''
    const [head = '', body = '', mac = ''] = token.split('.')
    const forged = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(body, 'base64url').toString()),
        url: theirs.pathname.replace(/^.*\/sign\//, ''),
      }),
    ).toString('base64url')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const to = (given: string) => `${theirs.origin}${theirs.pathname}?token=${given}`
    return [
      raw('my token', 'GET', to(token)),
      raw('my token, another body', 'GET', to(`${head}.${forged}.${mac}`)),
      raw('no signature', 'GET', to(`${none}.${forged}.`)),
      raw('no algorithm', 'GET', to(`${none}.${forged}.${mac}`)),
      raw('my session', 'GET', to(mine.token)),
      raw('none', 'GET', to('')),
      raw('twice', 'GET', `${own.href}&path=${theirs.pathname}`),
      raw('by dots', 'GET', own.href.replace(/\/[^/]+\?/, `/../${them.userId}/x.png?`)),
      raw('to write', 'PUT', them.link.replace('/object/sign/', '/object/upload/sign/'), {
        body: {},
        headers: { 'content-type': 'image/png' },
      }),
      raw('to delete', 'DELETE', them.link),
    ]
  })
  attempts('their sign-in', () => [
    raw('their user', 'GET', `/auth/v1/admin/users/${them.userId}`),
    raw('all users', 'GET', '/auth/v1/admin/users'),
    raw('a link of theirs', 'POST', '/auth/v1/admin/generate_link', {
      body: { type: 'magiclink', email: them.email },
    }),
    raw('deleted', 'DELETE', `/auth/v1/admin/users/${them.userId}`),
    raw('signed out', 'POST', `/auth/v1/admin/users/${them.userId}/logout`, { body: {} }),
    raw('my address made theirs', 'PUT', '/auth/v1/user', { body: { email: them.email } }),
    raw('a role', 'PUT', '/auth/v1/user', {
      body: { role: 'service_role', app_metadata: { role: 'admin' } },
    }),
    raw('a password', 'POST', '/auth/v1/token?grant_type=password', {
      body: { email: them.email, password: 'password' },
    }),
    raw('an account with a password', 'POST', '/auth/v1/signup', {
      body: { email: them.email, password: 'password1234' },
    }),
    raw('a recovery', 'POST', '/auth/v1/recover', { body: { email: them.email } }),
    raw('a guessed code', 'POST', '/auth/v1/verify', {
      body: { type: 'email', email: them.email, token: '000000' },
    }),
    raw('a guessed refresh', 'POST', '/auth/v1/token?grant_type=refresh_token', {
      body: { refresh_token: them.userId },
    }),
    raw('another’s identity', 'GET', '/auth/v1/user', {
      headers: { authorization: `Bearer ${inject('backend').publishableKey}` },
    }),
  ])
})
