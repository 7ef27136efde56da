/// <reference types="node" />
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawStillLife } from './browser/still-life.ts'

/** As much of Playwright's browser as this test needs. */
type Browser = {
  newPage(): Promise<{ goto(url: string): Promise<unknown>; evaluate<T>(expression: string): Promise<T> }>
  close(): Promise<void>
}

let browser: Browser
let server: Server

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./browser/worker.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const files: Record<string, { readonly type: string; readonly text: string }> = {
    '/': { type: 'text/html', text: '<!doctype html><title>Engine</title>' },
    '/worker.js': { type: 'text/javascript', text: outputFiles[0].text },
  }
  server = createServer((req, res) => {
    const file = files[req.url ?? '']
    res.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
    res.end(file?.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // By its address: the launcher belongs to the scripts, which this package's types must not reach into.
  const launcher: { launchChromium(): Promise<Browser> } = await import(
    new URL('../../../scripts/test/chromium.ts', import.meta.url).href
  )
  browser = await launcher.launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
})

test('the engine draws the same bytes in a browser worker as in Node', async () => {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const answer = await page.evaluate<{ svg?: string; error?: string }>(
    `new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' })
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
    })`,
  )
  expect(answer.error).toBeUndefined()
  const svg = await drawStillLife()
  expect(svg.match(/<path /g)?.length).toBeGreaterThan(20)
  expect(answer.svg).toBe(svg)
})
