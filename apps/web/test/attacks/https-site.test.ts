import { beforeAll, expect, it, vi } from 'vitest'
import { createVisitor } from '../../testing/visitor.ts'

const siteUrl = 'https://plotline.example'
const real = await import('../../src/server/env.ts')
vi.doMock('../../src/server/env.ts', () => ({ ...real, env: () => ({ ...real.env(), siteUrl }) }))
const { openSession } = await import('../../src/server/session/session.ts')
// A visitor sets the environment that the rest reads.
beforeAll(() => void createVisitor())

it('the session of an https site is bound to its host, out of reach of scripts and sent over TLS alone', () => {
  const session = openSession('__Host-plotline-session=base64-x')
  session.clear()
  const headers = new Headers()
  session.writeTo(headers)
  const cookies = headers.getSetCookie()
  expect(cookies).toHaveLength(1)
  for (const wanted of [
    /^__Host-plotline-session=/,
    /; Path=\//,
    /; Secure/,
    /; HttpOnly/,
    /; SameSite=Lax/i,
  ]) {
    expect(cookies[0]).toMatch(wanted)
  }
  expect(cookies[0]).not.toMatch(/; Domain=/i)
})
