import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envSchema, parseEnv } from './env.ts'

const root = join(import.meta.dirname, '../../../..')
const complete = {
  SITE_URL: 'http://localhost:3000/',
  DATABASE_URL: 'postgres://a:b@127.0.0.1:5432/postgres',
  SUPABASE_URL: 'http://127.0.0.1:54421',
  SUPABASE_PUBLISHABLE_KEY: 'publishable',
  SUPABASE_SECRET_KEY: 'secret',
}

describe('parseEnv', () => {
  it('lists every problem at once', () => {
    const attempt = () => parseEnv({ SITE_URL: 'nowhere', STRIPE_SECRET_KEY: 'sk', TRUSTED_PROXY_HOPS: '-1' })
    for (const name of [
      'SITE_URL',
      'DATABASE_URL',
      'SUPABASE_URL',
      'SUPABASE_PUBLISHABLE_KEY',
      'SUPABASE_SECRET_KEY',
      'STRIPE_WEBHOOK_SECRET',
      'TRUSTED_PROXY_HOPS',
    ]) {
      expect(attempt).toThrow(`  ${name}: `)
    }
  })

  it('never repeats a value: one may be a key', () => {
    expect(() => parseEnv({ ...complete, DATABASE_URL: 'mysql://root:hunter2@db' })).toThrow(
      /^(?!.*hunter2)[\s\S]*DATABASE_URL/,
    )
  })

  it('takes an empty value for one that is not set, and gives defaults', () => {
    const env = parseEnv({ ...complete, STRIPE_SECRET_KEY: '', TRUSTED_PROXY_HOPS: '', LOG_LEVEL: '' })
    expect(env).toMatchObject({
      siteUrl: 'http://localhost:3000',
      payments: undefined,
      trustedProxyHops: 0,
      logLevel: 'info',
    })
  })
})

describe('.env.local.example', () => {
  const example = readFileSync(join(root, '.env.local.example'), 'utf8').split('\n')
  const named = example.flatMap((line) => line.match(/^#?([A-Z][A-Z0-9_]*)=/)?.[1] ?? [])

  it('names the variables of web, worker and start script, and no other', () => {
    const used = new Set([...Object.keys(envSchema.shape), ...workerVariables(), ...startVariables()])
    expect(named.toSorted()).toEqual([...used].toSorted())
  })

  it('says what each is for in the line above it', () => {
    for (const [index, line] of example.entries()) {
      if (/^#?[A-Z][A-Z0-9_]*=/.test(line)) expect(example[index - 1]).toMatch(/^# \S.{15,}\.$/)
    }
  })
})

/** Read as text: the web may not import the worker. */
function workerVariables(): string[] {
  const source = readFileSync(join(root, 'packages/worker/src/env.ts'), 'utf8')
  return [...source.matchAll(/^ {4}([A-Z][A-Z0-9_]*):/gm)].map(([, name = '']) => name)
}

function startVariables(): string[] {
  const folder = join(root, 'scripts/start')
  const names = readdirSync(folder).flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    return [...source.matchAll(/\benv\.([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name)
  })
  expect(names).toContain('PORT')
  return names
}
