import diagnostics from 'node:diagnostics_channel'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../src/index.ts'
import { askForMail, newAddress, signIn } from './people.ts'

export function gatewaySuite(backend: () => Backend) {
  describe('the gateway', () => {
    test('listens on loopback and on no other address of this machine', async () => {
      const addresses = Object.values(networkInterfaces())
        .flat()
        .filter((one) => one && !one.internal && one.family === 'IPv4')
      for (const port of Object.values(backend().ports)) {
        expect(await connects('127.0.0.1', port)).toBe(true)
        for (const one of addresses) expect(await connects(one?.address ?? '', port)).toBe(false)
      }
    })

    test('answers no name but loopback’s, whatever it points at', async () => {
      const { gateway, inbox } = backend().ports
      for (const port of [gateway, inbox]) {
        for (const host of ['evil.example', `127.0.0.1.evil.example:${port}`, '']) {
          expect(await statusFor(port, host), host).toBe(host ? 421 : 400)
        }
        expect(await statusFor(port, `localhost:${port}`)).toBe(port === inbox ? 200 : 404)
      }
    })

    test('lets pages of the site call it, and no other origin', async () => {
      const ask = (origin: string) =>
        fetch(`${backend().supabaseUrl}/storage/v1/object/upload/sign/originals/a.png`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'PUT',
            'access-control-request-headers': 'apikey,content-type,x-upsert',
          },
        })
      for (const origin of ['http://127.0.0.1:3000', 'http://localhost:3000']) {
        const response = await ask(origin)
        expect(response.headers.get('access-control-allow-origin')).toBe(origin)
        expect(response.headers.get('access-control-allow-methods')).toContain('PUT')
      }
      for (const origin of ['https://evil.example', 'http://127.0.0.1:3001', 'null']) {
        const response = await ask(origin)
        expect(response.headers.get('access-control-allow-origin')).toBeNull()
      }
      const headers = { origin: 'https://evil.example', apikey: backend().publishableKey }
      const settings = await fetch(`${backend().supabaseUrl}/auth/v1/settings`, { headers })
      expect(settings.headers.get('access-control-allow-origin')).toBeNull()
    })

    test('refuses bodies that are too large or not JSON', async () => {
      const send = (body: string) =>
        fetch(`${backend().supabaseUrl}/auth/v1/otp`, {
          method: 'POST',
          headers: { apikey: backend().publishableKey, 'content-type': 'application/json' },
          body,
        })
      expect((await send('{')).status).toBe(400)
      expect((await send('[1]')).status).toBe(400)
      expect((await send(`{"email":"${'x'.repeat(100_000)}"}`)).status).toBe(413)
    })

    test('calls nobody: every connection made while signing in stays on loopback', async () => {
      const hosts = new Set<string>()
      const onSocket = (message: unknown) => {
        const socket = (message as { socket: Socket }).socket
        socket.on('lookup', (_error, address) => hosts.add(address))
        socket.on('connect', () => hosts.add(socket.remoteAddress ?? ''))
      }
      diagnostics.subscribe('net.client.socket', onSocket)
      try {
        const { client } = await signIn(backend())
        await client.from('users').select('id')
        await askForMail(backend(), newAddress())
      } finally {
        diagnostics.unsubscribe('net.client.socket', onSocket)
      }
      expect(hosts.size).toBeGreaterThan(0)
      for (const host of hosts) expect(['127.0.0.1', '::1']).toContain(host)
    })
  })
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5_000 })
    const done = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.on('connect', () => done(true))
    socket.on('error', () => done(false))
    socket.on('timeout', () => done(false))
  })
}

/** fetch does not let a caller choose the Host header; this does. */
function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(
      { port, host: '127.0.0.1', path: '/', setHost: false, headers: host ? { host } : {} },
      (res) => {
        res.resume()
        resolve(res.statusCode)
      },
    )
    call.on('error', reject)
    call.end()
  })
}
