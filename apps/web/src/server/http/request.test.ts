import { DomainError } from '@plotline/services'
import { describe, expect, it } from 'vitest'
import { readBytes, readJson } from './body.ts'
import { clientAddress, peerHeader } from './client-address.ts'
import { isSameOrigin } from './origin.ts'
import { requestIdOf } from './request-id.ts'

const site = 'https://plotline.example'
const headers = (values: Record<string, string>) => new Headers(values)

describe('clientAddress', () => {
  const at = (forwarded: string, peer: string, hops: number) =>
    clientAddress(headers({ 'x-forwarded-for': forwarded, [peerHeader]: peer }), hops)

  it('is the socket where no proxy is trusted, whatever the client claims', () => {
    expect(at('1.2.3.4', '9.9.9.9', 0)).toBe('9.9.9.9')
  })
  it('is what the outermost trusted proxy wrote, not what the client wrote before it', () => {
    expect(at('1.2.3.4, 5.6.7.8', '10.0.0.1', 1)).toBe('5.6.7.8')
    expect(at('1.2.3.4, 5.6.7.8, 10.0.0.2', '10.0.0.1', 2)).toBe('5.6.7.8')
  })
  it('is one for a whole IPv6 household and one for both ways to write IPv4', () => {
    expect(at('', '2001:db8:0:12:aaaa::1', 0)).toBe(at('', '2001:0db8:0000:0012:bbbb:1:2:3', 0))
    expect(at('', '::1', 0)).toBe('0:0:0:0::/64')
    expect(at('', '::ffff:9.9.9.9', 0)).toBe('9.9.9.9')
  })
  it.each([
    ['9.9.9.9:4711', '9.9.9.9'],
    ['::ffff:9.9.9.9', '9.9.9.9'],
    ['::FFFF:0909:0909', '9.9.9.9'],
    ['[::ffff:9.9.9.9]:80', '9.9.9.9'],
    ['"[2001:db8:0:12::1]:4711"', '2001:db8:0:12::/64'],
    ['[2001:db8:0:12::1]', '2001:db8:0:12::/64'],
    ['2001:DB8:0:12:0:0:0:9%eth0', '2001:db8:0:12::/64'],
    ['fe80::1%25en0', 'fe80:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['64:ff9b::9.9.9.9', '64:ff9b:0:0::/64'],
    [' 9.9.9.9 ', '9.9.9.9'],
    ['9.9.9', 'unknown'],
    ['09.9.9.9', 'unknown'],
    ['_hidden', 'unknown'],
    ['unknown', 'unknown'],
    ['[2001:db8::1', 'unknown'],
    ['2001:db8::1::2', 'unknown'],
    ['<script>', 'unknown'],
  ])('%s is %s, by the socket as by a proxy', (written, subject) => {
    expect(at('', written, 0)).toBe(subject)
    expect(at(`1.2.3.4, ${written}`, '10.0.0.1', 1)).toBe(subject)
  })
  it('counts by its peer what came around a proxy, whatever it claims', () => {
    expect(at('1.2.3.4', '9.9.9.9', 2)).toBe('9.9.9.9')
    expect(at('', '9.9.9.9', 1)).toBe('9.9.9.9')
    expect(at(' , ,', '9.9.9.9', 1)).toBe('9.9.9.9')
  })
  it('trusts nobody where the socket is not known', () => {
    expect(clientAddress(headers({ 'x-forwarded-for': '1.2.3.4' }), 1)).toBe('unknown')
  })
})

describe('isSameOrigin', () => {
  it.each([
    [{ origin: site }, true],
    [{ origin: 'https://other.example', host: 'other.example' }, true],
    [{ origin: 'http://plotline.example', host: 'plotline.example' }, false],
    [{ origin: 'http://plotline.example', host: 'plotline.example', 'x-forwarded-proto': 'http' }, false],
    [{ origin: 'http://192.168.1.7:3000', host: '192.168.1.7:3000' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: 'https://evil.example', host: 'plotline.example' }, false],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'null', host: 'plotline.example' }, false],
    [{ origin: `${site}.evil.example`, host: 'plotline.example' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{}, false],
  ])('%j is %s', (values, expected) => {
    expect(isSameOrigin(headers(values as Record<string, string>), site)).toBe(expected)
  })
})

describe('isSameOrigin of a site on one’s own machine', () => {
  const phone = '192.168.1.7:3000'
  it.each([
    [{ origin: `http://${phone}`, host: phone }, true],
    [{ origin: `http://${phone}`, host: phone, 'x-forwarded-proto': 'http' }, true],
    [{ origin: 'https://tunnel.example', host: 'tunnel.example', 'x-forwarded-proto': 'https' }, true],
    [{ origin: 'https://tunnel.example', host: 'tunnel.example', 'x-forwarded-proto': 'HTTPS, http' }, true],
    [{ origin: 'http://tunnel.example', host: 'tunnel.example', 'x-forwarded-proto': 'https' }, false],
    [{ origin: `https://${phone}`, host: phone }, false],
    [{ origin: 'http://192.168.1.7:3001', host: phone }, false],
    [{ origin: 'http://evil.example', host: phone }, false],
    [{ origin: `http://${phone}@evil.example`, host: phone }, false],
    [{ origin: 'null', host: phone }, false],
    [{ origin: '', host: '' }, false],
  ])('%j is %s', (values, expected) => {
    expect(isSameOrigin(headers(values as Record<string, string>), 'http://127.0.0.1:3000')).toBe(expected)
  })
})

describe('requestIdOf', () => {
  it('keeps a sane id and replaces any other', () => {
    expect(requestIdOf(headers({ 'x-request-id': 'trace-2026.11_21' }))).toBe('trace-2026.11_21')
    for (const id of ['', 'short', 'x'.repeat(65), 'has space in it', '<script>alert(1)']) {
      expect(requestIdOf(headers({ 'x-request-id': id }))).toMatch(/^[0-9a-f-]{36}$/)
    }
  })
})

describe('a body', () => {
  const post = (body: BodyInit, type = 'application/json') =>
    new Request(site, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
      duplex: 'half',
    } as RequestInit)
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error) => (error instanceof DomainError ? error.code : String(error)),
    )

  it('is read no further than its limit, also when it does not say how long it is', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024
        controller.enqueue(new Uint8Array(1024))
      },
    })
    expect(await code(readBytes(post(endless), 10_000))).toBe('too_large')
    expect(sent).toBeLessThan(20_000)
  })
  it('is JSON in UTF-8, sent as such', async () => {
    expect(await readJson(post('{"a":"é"}', 'application/json; charset=utf-8'), 100)).toEqual({ a: 'é' })
    expect(await code(readJson(post('{"a":1}', 'text/plain'), 100))).toBe('invalid_json')
    expect(await code(readJson(post('{"a":'), 100))).toBe('invalid_json')
    expect(await code(readJson(post(new Uint8Array([0x22, 0xff, 0x22])), 100))).toBe('invalid_json')
    expect(await code(readJson(post(''), 100))).toBe('invalid_json')
  })
})
