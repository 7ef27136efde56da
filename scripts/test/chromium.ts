import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packedChromium from '@sparticuz/chromium'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Flags under which the browser runs as root and in small containers, and talks to nobody but the page. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
]

/** A headless Chromium; the caller closes it. `options` win over what is set here. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const args = [...chromiumArgs, ...(options.args ?? [])]
  return chromium.launch({ executablePath: await chromiumPath(), headless: true, ...options, args })
}

/** The browser to use: `PLOTLINE_CHROMIUM`, else Playwright's own where it is installed, else the one from npm. */
export async function chromiumPath(): Promise<string> {
  const named = process.env.PLOTLINE_CHROMIUM
  if (named) return named
  const own = chromium.executablePath()
  return existsSync(own) ? own : unpackChromium()
}

/**
 * Unpacks the browser of `@sparticuz/chromium` once per version. It is unpacked beside its place and then moved there,
 * so that a run that is killed, or two at once, never leave half a browser for the next.
 */
async function unpackChromium(): Promise<string> {
  const { version } = JSON.parse(
    await readFile(findPackageJSON('@sparticuz/chromium', import.meta.url) ?? '', 'utf8'),
  )
  const folder = join(tmpdir(), `plotline-chromium-${version}-${process.getuid?.() ?? 'user'}`)
  const binary = join(folder, 'chromium')
  if (existsSync(binary)) return binary
  const half = await mkdtemp(`${folder}-`)
  await unpackInto(half)
  await rename(half, folder).catch(async (error) => {
    await rm(half, { recursive: true, force: true })
    if (!existsSync(binary)) throw error
  })
  return binary
}

/** The package unpacks to the system's temporary folder, which it asks for before it first waits. */
function unpackInto(folder: string): Promise<string> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  const unpacked = packedChromium.executablePath()
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  return unpacked
}
