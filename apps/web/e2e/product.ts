import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { encodePng } from '@plotline/strokes'

const inboxUrl = process.env.PLOTLINE_E2E_INBOX ?? ''
const siteUrl = process.env.PLOTLINE_E2E_URL ?? ''

type Mail = { subject: string; text: string; html: string }

/** A journey fails when the page logs an error or is refused something by its own security policy. */
export const test = base.extend<{ consoleErrors: string[] }>({
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // A refused request logs itself; journeys that provoke one look at the page's own words.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          errors.push(message.text())
        }
      })
      await use(errors)
      expect(errors, 'errors on the page').toEqual([])
    },
    { auto: true },
  ],
})

/** An address nobody else in this run uses. */
export function newAddress(): string {
  return `journey-${randomUUID()}@example.org`
}

/** The newest mail to an address, as soon as the inbox has more than `after` of them. */
export async function latestMail(address: string, after = 0): Promise<Mail> {
  let mails: Mail[] = []
  await expect
    .poll(async () => {
      mails = await mailsTo(address)
      return mails.length
    })
    .toBeGreaterThan(after)
  const [mail] = mails
  if (!mail) throw new Error(`no mail for ${address}`)
  return mail
}

async function mailsTo(address: string): Promise<Mail[]> {
  const response = await fetch(`${inboxUrl}/api/messages?to=${encodeURIComponent(address)}`)
  return ((await response.json()) as { data: Mail[] }).data
}

export async function codeFor(address: string, after = 0): Promise<string> {
  const code = /\b\d{6}\b/.exec((await latestMail(address, after)).text)?.[0]
  if (!code) throw new Error(`the mail to ${address} holds no six-digit code`)
  return code
}

export async function linkFor(address: string): Promise<string> {
  const link = /https?:\/\/\S*\/auth\/confirm\S*/.exec((await latestMail(address)).text)?.[0]
  if (!link) throw new Error(`the mail to ${address} holds no confirm link`)
  return link
}

/** Fills in the sign-in form on a page or in a dialog; the address that the mail goes to. */
export async function askForMail(form: Page | Locator): Promise<string> {
  const address = newAddress()
  await form.getByLabel('Email').fill(address)
  await form.getByRole('button', { name: 'Send a sign-in link' }).click()
  return address
}

/** Signs in with the mailed code as the sign-in page does it, for journeys that are about something else. */
export async function signIn(page: Page, address = newAddress()): Promise<string> {
  const before = (await mailsTo(address)).length
  await ask(page, '/api/auth/magic-link', { email: address })
  await ask(page, '/api/auth/confirm', { email: address, code: await codeFor(address, before) })
  return address
}

/** A request of the page's own, with its cookies. */
async function ask(page: Page, path: string, data: unknown): Promise<void> {
  const answer = await page.request.post(path, { data, headers: { origin: siteUrl } })
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200)
}

/** A picture to draw: a lit ball on a table before a darker wall, as a PNG file. */
export function stillLife(name = 'still-life.png'): { name: string; mimeType: string; buffer: Buffer } {
  const [width, height] = [480, 360]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = shadeAt(x / width, y / height)
      data.set([shade, shade * 0.96, shade * 0.9, 255], (y * width + x) * 4)
    }
  }
  return { name, mimeType: 'image/png', buffer: Buffer.from(encodePng({ width, height, data })) }
}

function shadeAt(x: number, y: number): number {
  const [dx, dy] = [(x - 0.5) * 1.33, y - 0.55]
  const inside = 0.25 ** 2 - dx * dx - dy * dy
  if (inside > 0) return 40 + 200 * Math.max(0, (-0.5 * dx - 0.6 * dy + 0.62 * Math.sqrt(inside)) / 0.25)
  return y > 0.7 ? 215 - 120 * Math.exp(-(((x - 0.62) / 0.2) ** 2) - ((y - 0.82) / 0.06) ** 2) : 150
}

/** Chooses a photo in the studio and waits until its preview is drawn. */
export async function openInStudio(page: Page, file = stillLife()): Promise<void> {
  await page.goto('/studio')
  await page.locator('input[type=file]').first().setInputFiles(file)
  // Whatever else a slow machine has to do at that moment, it draws.
  await expect(page.getByText(/[\d,]+ strokes/)).toBeVisible({ timeout: 120_000 })
}

/** What the browser downloads while `act` runs, with its name. */
export async function download(
  page: Page,
  act: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

export { expect }
