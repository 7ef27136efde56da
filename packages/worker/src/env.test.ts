import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'

const complete = {
  DATABASE_URL: 'postgres://postgres@127.0.0.1:5432/postgres',
  SUPABASE_URL: 'http://127.0.0.1:54421',
  SUPABASE_SECRET_KEY: 'secret',
  SITE_URL: 'http://localhost:3000',
}

describe('readEnv', () => {
  it('takes what is needed and fills in the rest; empty means unset', () => {
    expect(
      readEnv({ ...complete, WORKER_CONCURRENCY: '3', STRIPE_SECRET_KEY: '', PLOTLINE_MODELS: '' }),
    ).toEqual({
      ...complete,
      WORKER_CONCURRENCY: 3,
      LOG_LEVEL: 'info',
    })
  })

  it('names every problem at once', () => {
    const read = () => readEnv({ DATABASE_URL: 'mysql://x', WORKER_CONCURRENCY: '0', LOG_LEVEL: 'loud' })
    for (const name of [
      'DATABASE_URL',
      'SUPABASE_URL',
      'SUPABASE_SECRET_KEY',
      'SITE_URL',
      'WORKER_CONCURRENCY',
      'LOG_LEVEL',
    ]) {
      expect(read).toThrow(name)
    }
  })

  it('wants both of Stripe’s secrets or neither', () => {
    expect(() => readEnv({ ...complete, STRIPE_SECRET_KEY: 'sk_test_1' })).toThrow('STRIPE_WEBHOOK_SECRET')
  })
})
