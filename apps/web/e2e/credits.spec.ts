import { expect, signIn, test } from './product.ts'

test('a pack is bought in the sandbox and arrives once', async ({ page }) => {
  await signIn(page)
  await page.goto('/credits')
  await page.getByRole('button', { name: /10 credits$/ }).click()
  await page.getByRole('button', { name: /^Pay \d/ }).click()
  await page.waitForURL('**/credits?session_id=*')
  await expect(page.getByText('10 credits added')).toBeVisible()
  await expect(page.getByRole('link', { name: '13 credits' })).toBeVisible()
  await page.reload()
  await expect(page.getByText('10 credits added')).toBeVisible()
  await expect(page.getByRole('link', { name: '13 credits' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Bought' })).toHaveCount(1)
})

test('a declined card, then second thoughts: nothing is charged', async ({ page }) => {
  await signIn(page)
  await page.goto('/credits')
  await page.getByRole('button', { name: /50 credits$/ }).click()
  await page.getByRole('button', { name: 'Pay with a card that is declined' }).click()
  await expect(page.getByRole('alert')).toContainText('declined')
  await page.getByRole('button', { name: 'Cancel and go back' }).click()
  await expect(page.getByText('The payment was cancelled')).toBeVisible()
  await expect(page.getByRole('link', { name: '3 credits' })).toBeVisible()
})

test('a transfer that arrives later is waited for', async ({ page }) => {
  await signIn(page)
  await page.goto('/credits')
  await page.getByRole('button', { name: /10 credits$/ }).click()
  await page.waitForURL('**/pay/*')
  const session = page.url().split('/pay/')[1] ?? ''
  await page.getByRole('button', { name: /^Pay by bank transfer/ }).click()
  await expect(page.getByText('Your payment is being processed')).toBeVisible()
  await expect(page.getByRole('link', { name: '3 credits' })).toBeVisible()
  const settled = await fetch(`${process.env.PLOTLINE_E2E_PAYMENTS}/sandbox/actions`, {
    method: 'POST',
    headers: { origin: process.env.PLOTLINE_E2E_PAYMENTS ?? '' },
    body: new URLSearchParams({ action: 'settle', id: session, value: 'paid' }),
  })
  expect(settled.ok).toBe(true)
  await expect(page.getByText('10 credits added')).toBeVisible()
  await expect(page.getByRole('link', { name: '13 credits' })).toBeVisible()
})
