import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeImage } from '../src/index.ts'
import {
  exifOf,
  findMaterial,
  listMaterial,
  noMaterial,
  photoCase,
  pngEndingWith,
  pngWith,
  sampler,
  uint32s,
} from '../testing/index.ts'

/** As much of Playwright's browser as this test needs. */
type Page = {
  goto(url: string): Promise<unknown>
  evaluate<T>(expression: string): Promise<T>
}
type Browser = { newPage(): Promise<Page>; close(): Promise<void> }
type Answer = { outcome: string; width: number; height: number; data: string; warnings: string[] }

const files = new Map<string, { readonly type: string; readonly body: string | Uint8Array }>()
let browser: Browser
let server: Server
let page: Page

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./browser/page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  })
  files.set('/', { type: 'text/html', body: '<!doctype html><script type="module" src="/page.js"></script>' })
  files.set('/page.js', { type: 'text/javascript', body: outputFiles[0]?.text ?? '' })
  server = createServer((req, res) => {
    const file = files.get(req.url ?? '')
    res.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
    res.end(file?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // By its address: the launcher belongs to the scripts, which this package's types must not reach into.
  const launcher: { launchChromium(): Promise<Browser> } = await import(
    new URL('../../../scripts/test/chromium.ts', import.meta.url).href
  )
  browser = await launcher.launchChromium()
  page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
})

const maxPx = 1400

async function inBrowser(bytes: Uint8Array): Promise<Answer> {
  files.set('/picture', { type: 'application/octet-stream', body: bytes })
  return page.evaluate<Answer>(`decodePicture('/picture', ${maxPx})`)
}

/** How far the browser's pixels are from the worker's, in 255ths, on average. */
async function difference(bytes: Uint8Array): Promise<number> {
  const shown = await inBrowser(bytes)
  const drawn = await decodeImage(bytes, { maxPx, limits: { cpuMs: 120_000 } })
  expect([shown.outcome, shown.width, shown.height]).toEqual(['decoded', drawn.width, drawn.height])
  expect(shown.warnings).toEqual(drawn.warnings)
  const pixels = Buffer.from(shown.data, 'base64')
  let sum = 0
  for (let i = 0; i < pixels.length; i++) sum += Math.abs((pixels[i] ?? 0) - (drawn.data[i] ?? 0))
  return sum / pixels.length
}

const p3 = uint32s(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)
const png = await sampler().png().toBuffer()
const jpeg = await sampler().jpeg({ quality: 95 }).toBuffer()
const alpha = (red: number) =>
  sharp({ create: { width: 64, height: 64, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite([
      {
        input: {
          create: { width: 32, height: 32, channels: 4, background: { r: red, g: red, b: red, alpha: 0.8 } },
        },
      },
    ])
    .png()
    .toBuffer()

const cases: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array])[] = [
  ['a plain JPEG', () => jpeg],
  ['a JPEG without its end mark', () => jpeg.subarray(0, -2)],
  ['a JPEG on its side', () => sampler().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
  ['CMYK', () => sampler().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
  ['Display P3 in a JPEG', () => sampler().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer()],
  ['Display P3 in a PNG', () => sampler().withIccProfile('p3').png().toBuffer()],
  ['Display P3 in a WebP', () => sampler().withIccProfile('p3').webp({ lossless: true }).toBuffer()],
  ['Display P3 in an AVIF', () => sampler().withIccProfile('p3').avif({ effort: 0 }).toBuffer()],
  ['gAMA 1.0', () => pngWith(png, ['gAMA', uint32s(100_000)])],
  ['gAMA 1 / 2.2', () => pngWith(png, ['gAMA', uint32s(45_455)])],
  ['gAMA and cHRM', () => pngWith(png, ['gAMA', uint32s(55_556)], ['cHRM', p3])],
  ['cHRM alone', () => pngWith(png, ['cHRM', p3])],
  ['sRGB over gAMA', () => pngWith(png, ['gAMA', uint32s(100_000)], ['sRGB', [0]])],
  ['cICP of Display P3', () => pngWith(png, ['cICP', [12, 13, 0, 1]])],
  ['cICP of BT.709', () => pngWith(png, ['cICP', [1, 1, 0, 1]])],
  ['cICP of PQ', () => pngWith(png, ['cICP', [9, 16, 0, 1]])],
  ['cICP of HLG', () => pngWith(png, ['cICP', [9, 18, 0, 1]])],
  ['grey', () => sampler().greyscale().toColourspace('b-w').png().toBuffer()],
  ['16 bits', () => sampler().toColourspace('rgb16').png().toBuffer()],
  [
    '16 bits with gAMA',
    async () => pngWith(await sampler().toColourspace('rgb16').png().toBuffer(), ['gAMA', uint32s(60_000)]),
  ],
  ['EXIF at the end of a PNG', () => pngEndingWith(png, 'eXIf', exifOf(6))],
  ['EXIF in a WebP', () => sampler().withMetadata({ orientation: 8 }).webp({ lossless: true }).toBuffer()],
  ['an AVIF on its side', () => sampler().withMetadata({ orientation: 6 }).avif({ effort: 0 }).toBuffer()],
  ['a GIF', () => sampler().gif().toBuffer()],
  ['dark marks on a clear ground', () => alpha(40)],
  ['light marks on a clear ground', () => alpha(255)],
]

describe('the preview shows what the drawing is made from', () => {
  test.each(cases)('%s', async (_, write) => {
    expect(await difference(await write())).toBeLessThan(2)
  })

  test('CMYK with a profile goes through it on both sides, if not by the same intent', async () => {
    const inks = () => sampler().toColourspace('cmyk')
    expect(
      await difference(await inks().withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer()),
    ).toBeLessThan(12)
  })

  test('what is cut short is refused on both sides', async () => {
    const cut = await sampler().resize(512).jpeg({ quality: 95 }).toBuffer()
    for (const bytes of [cut.subarray(0, cut.length >> 1), png.subarray(0, png.length >> 1)]) {
      expect((await inBrowser(bytes)).outcome).toBe('refused')
    }
  })
})

const avif = findMaterial('photos/formats/photo-8bit.avif')
const photos = [
  'scene.jpg',
  'cmyk-adobe.jpg',
  'gama-1.0.png',
  'hdr-pq.heic',
  'no-eoi.jpg',
  'phone-48mp.heic',
  'white-logo-alpha.png',
]
describe.skipIf(avif === null)(`of real files${avif === null ? `: ${noMaterial}` : ''}`, () => {
  test.each(photos)('%s', async (name) => {
    expect(await difference(readFileSync(photoCase(name) ?? ''))).toBeLessThan(2)
  })

  test('a HEIC with a profile on its tiles', async () => {
    expect(
      await difference(readFileSync(findMaterial('photos/formats/photo-iphone.heic') ?? '')),
    ).toBeLessThan(2)
  })

  test.each([
    ['sRGB', 1, 13],
    ['BT.709', 1, 1],
    ['Display P3', 12, 13],
    ['PQ', 9, 16],
  ])('an AVIF whose nclx says %s', async (_, primaries, transfer) => {
    const bytes = readFileSync(avif ?? '')
    bytes.set([0, primaries, 0, transfer], bytes.indexOf('nclx') + 4)
    // Numbers that were not made for PQ reach far past its white, where a step of 1 is a long way.
    expect(await difference(bytes)).toBeLessThan(transfer === 16 ? 4 : 2)
  })

  test.each(
    listMaterial('photos/formats')
      .filter((file) => !/tiff?$|animated/.test(file))
      .map((file) => [file]),
  )('%s', async (file) => {
    expect(await difference(readFileSync(file))).toBeLessThan(3)
  })
})
