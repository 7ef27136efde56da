import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { homePath, safeNext } from './next-path.ts'

const site = 'https://plotline.example'

describe('safeNext', () => {
  it.each([
    ['/library', '/library'],
    ['/credits?session_id=cs_1', '/credits?session_id=cs_1'],
    ['/jobs/1#stages', '/jobs/1#stages'],
    ['/jobs/caf%C3%A9', '/jobs/caf%C3%A9'],
    [`${site}/library?page=2`, '/library?page=2'],
    ['/a/../library', '/library'],
    ['/', '/'],
  ])('goes to %s', (next, path) => {
    expect(safeNext(next, site)).toBe(path)
  })

  it.each([
    undefined,
    null,
    '',
    'library',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '@evil.example',
    '/%2Fevil.example',
    '/%2fevil.example',
    '%2F%2Fevil.example',
    '/%5Cevil.example',
    '/%255Cevil.example',
    '/%25252Fevil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    '/\n/evil.example',
    '/library%0d%0aset-cookie:a=b',
    '/library\u2028',
    '/\u0000',
    '/%',
    'https:evil.example',
    'https://evil.example/',
    `${site}.evil.example/`,
    `${site}@evil.example/`,
    `${site}//evil.example`,
    'http://plotline.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    '/api/auth/sign-out',
    '/auth/confirm?token_hash=x',
    '/a/../api/jobs',
    `/${'x'.repeat(600)}`,
  ])('does not go to %j', (next) => {
    expect(safeNext(next, site)).toBe(homePath)
  })

  it('never leaves the site, whatever it is given', () => {
    const hostile = fc.array(
      fc.constantFrom(
        '/',
        '\\',
        '//',
        '@',
        'evil.example',
        '%2f',
        '%5c',
        '%255c',
        '.',
        '..',
        ':',
        'https:',
        '\t',
        '\n',
        '?',
        '#',
        site,
        'a',
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(hostile, (parts) => {
        const path = safeNext(parts.join(''), site)
        expect(path).toMatch(/^\/(?![/\\])/)
        expect(new URL(path, site).origin).toBe(site)
        expect(safeNext(path, site)).toBe(path)
      }),
      { numRuns: 2000 },
    )
  })
})
