import { expect, signIn, test } from './product.ts'

test('an account can be named, and deleted with everything in it', async ({ page }) => {
  const address = await signIn(page)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Delete the account' }).click()
  const dialog = page.getByRole('dialog')
  const last = dialog.getByRole('button', { name: 'Delete everything' })
  await expect(last).toBeDisabled()
  await dialog.getByLabel(`Type ${address} to confirm`).fill(address)
  await last.click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/library')
  await expect(page).toHaveURL(/\/sign-in/)

  // The same address may come back, as somebody new.
  await signIn(page, address)
  await expect(page.getByRole('link', { name: '3 credits' })).toBeVisible()
})
