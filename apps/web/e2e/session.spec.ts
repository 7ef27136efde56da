import type { Browser, Page } from '@playwright/test'
import { codeFor, expect, openInStudio, signIn, test } from './product.ts'

const siteUrl = process.env.PLOTLINE_E2E_URL ?? ''

/** Ends every session of an address from another device. */
async function endElsewhere(browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext()
  const phone = await context.newPage()
  await signIn(phone, address)
  const answer = await phone.request.post('/api/auth/sign-out', {
    data: { scope: 'global' },
    headers: { origin: siteUrl },
  })
  expect(answer.status()).toBe(204)
  await context.close()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click()
  await page
    .locator('#account-menu')
    .getByRole('button', { name: /Sign out/ })
    .click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
}

/** What this browser keeps of whoever used it, by name. */
const kept = (page: Page) =>
  page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage).filter((key) => key !== 'plotline:signed-out'),
    ...(await caches.keys()),
  ])

test('a sign-in that has ended is asked for in place, and the order that was pressed is sent', async ({
  page,
  browser,
}) => {
  const address = await signIn(page)
  await openInStudio(page)
  await endElsewhere(browser, address)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()

  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(dialog.getByLabel('Email')).toHaveValue(address)
  await dialog.getByRole('button', { name: 'Send a sign-in link' }).click()
  await dialog.getByLabel('Code').fill(await codeFor(address, 2))
  await page.waitForURL('**/jobs/*')
  await expect(page.getByRole('link', { name: '2 credits' })).toBeVisible()
})

test('another person who signs in where the first one’s sign-in had ended sends nothing of theirs', async ({
  page,
  browser,
}) => {
  const address = await signIn(page)
  await openInStudio(page)
  await endElsewhere(browser, address)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()

  const other = `other-${Date.now()}@example.com`
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByLabel('Email').fill(other)
  await dialog.getByRole('button', { name: 'Send a sign-in link' }).click()
  await dialog.getByLabel('Code').fill(await codeFor(other))
  await page.waitForURL(({ pathname }) => pathname === '/')
  await expect(page.getByRole('link', { name: '3 credits' })).toBeVisible()
  await page.goto('/studio')
  await expect(page.getByText('Choose a photo', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('still-life.png')).toHaveCount(0)
  await page.goto('/library')
  await expect(page.getByText('still-life.png')).toHaveCount(0)
})

test('a sign-in that is put away is asked for again by what a person does', async ({ page, browser }) => {
  const address = await signIn(page)
  await page.goto('/account')
  await endElsewhere(browser, address)
  await page.getByLabel('Display name').fill('Chelsea')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await save.click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await save.click()
  await dialog.getByRole('button', { name: 'Send a sign-in link' }).click()
  await dialog.getByLabel('Code').fill(await codeFor(address, 2))
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
})

test('signing out takes the photo and all else of the person out of the browser, in every tab', async ({
  page,
  context,
}) => {
  await signIn(page)
  await openInStudio(page)
  await expect.poll(() => kept(page)).toContain('plotline')
  const other = await context.newPage()
  await other.goto('/library')
  await page.goto('/library')
  await signOut(page)
  await other.waitForURL(({ pathname }) => pathname === '/')
  expect(await kept(page)).toEqual([])

  await page.goBack()
  await expect(page.getByText('still-life.png')).toHaveCount(0)
  await page.goto('/studio')
  await expect(page.getByText('Choose a photo', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('still-life.png')).toHaveCount(0)
})

test('what somebody left whose sign-in had ended is not shown to the next person', async ({
  page,
  browser,
}) => {
  const address = await signIn(page)
  await openInStudio(page)
  await endElsewhere(browser, address)
  await signIn(page)
  await page.goto('/studio')
  await expect(page.getByText('Choose a photo', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('still-life.png')).toHaveCount(0)
})

test('a provider that was told no is said to have been told no', async ({ page }) => {
  await page.goto('/auth/callback?error=access_denied')
  await expect(page).toHaveURL(/\/sign-in\?error=access_denied/)
  await expect(page.getByText('You said no at the provider')).toBeVisible()
})
