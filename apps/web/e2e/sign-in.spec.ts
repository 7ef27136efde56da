import { askForMail, codeFor, expect, latestMail, linkFor, signIn, test } from './product.ts'

test('the mailed link opens a page; only its button signs in, and only once', async ({ page, browser }) => {
  await page.goto('/sign-in?next=/credits')
  const address = await askForMail(page)
  await expect(page.getByRole('status').filter({ hasText: 'Check your mail' })).toBeVisible()
  const inbox = await page.getByRole('link', { name: 'the local inbox' }).getAttribute('href')
  expect((await page.request.get(inbox ?? '')).status()).toBe(200)
  const link = await linkFor(address)

  // A mail scanner opens the link first; that must not spend it.
  const scanner = await browser.newContext({ javaScriptEnabled: false })
  await (await scanner.newPage()).goto(link)
  await scanner.close()

  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in to Plotline' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/credits')
  await expect(page.getByRole('link', { name: '3 credits' })).toBeVisible()

  const again = await browser.newContext()
  const second = await again.newPage()
  await second.goto(link)
  await second.getByRole('button', { name: 'Sign in to Plotline' }).click()
  await expect(second.getByText('You are not signed in')).toBeVisible()
  await again.close()
})

test('a wrong code is refused in words; the right one leads on', async ({ page }) => {
  await page.goto('/sign-in?next=/library')
  const address = await askForMail(page)
  const right = await codeFor(address)
  await page.getByLabel('Code').fill(right === '111111' ? '222222' : '111111')
  await expect(page.getByText('This code is wrong or has expired')).toBeVisible()
  await page.getByLabel('Code').fill(right)
  await page.waitForURL(({ pathname }) => pathname === '/library')
})

test('a code that is put right while the wrong one is looked at signs in', async ({ page }) => {
  await page.goto('/sign-in?next=/library')
  const address = await askForMail(page)
  const right = await codeFor(address)
  const code = page.getByLabel('Code')
  // The first answer is held until the right code stands in the field.
  await page.route(
    '**/api/auth/confirm',
    async (route) => {
      await code.fill(right)
      await route.continue()
    },
    { times: 1 },
  )
  await code.fill(right === '111111' ? '222222' : '111111')
  await page.waitForURL(({ pathname }) => pathname === '/library')
})

test('the link leads back only to our own pages', async ({ page }) => {
  await page.goto('/sign-in?next=//evil.example')
  const address = await askForMail(page)
  expect((await latestMail(address)).text).not.toContain('evil.example')
})

test('pages that need an account ask for it and come back', async ({ page }) => {
  await page.goto('/credits')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
})

test('signing out ends the session', async ({ page }) => {
  await signIn(page)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page
    .locator('#account-menu')
    .getByRole('button', { name: /Sign out/ })
    .click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/library')
  await expect(page).toHaveURL(/\/sign-in/)
})
