import { download, expect, openInStudio, signIn, test } from './product.ts'

test('an account can be named, and deleted with everything in it', async ({ page }) => {
  const address = await signIn(page)
  await page.goto('/account')
  const name = page.getByLabel('Display name')
  const saved = page.getByText('Saved', { exact: true })
  await name.fill('Chelsea')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(saved).toBeVisible()
  // The page is read anew once the name is kept; the word stays.
  const isGone = saved.waitFor({ state: 'hidden', timeout: 1500 }).then(
    () => true,
    () => false,
  )
  expect(await isGone).toBe(false)
  await name.fill('Chelsea 2')
  await expect(saved).toBeHidden()

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
  await page.goto('/library')
  await expect(page.getByRole('link', { name: '3 credits' })).toBeVisible()
})

test('a machine of one’s own is described, chosen where a plot is set up, and written for', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Add a machine' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a machine' })
  await dialog.getByLabel('Begin with').selectOption({ label: 'GRBL with a servo pen' })
  await dialog.getByLabel('Name', { exact: true }).fill('Desk plotter')
  await dialog.getByLabel('Pen up', { exact: true }).fill('M3 S111')
  await dialog.getByRole('tab', { name: 'JSON' }).click()
  const text = dialog.getByLabel('Machine as JSON')
  const written = await text.inputValue()
  await text.fill(written.replace('"pens": 1', '"pens": 0'))
  await dialog.getByRole('button', { name: 'Add the machine' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/Line \d+: pens: /)
  await text.fill(written)
  await dialog.getByRole('button', { name: 'Add the machine' }).click()
  const machines = page.getByRole('list', { name: 'Your machines' })
  await expect(machines).toContainText('Desk plotter')

  await machines.getByRole('button', { name: 'Delete Desk plotter' }).click()
  await expect(machines).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(machines).toContainText('Desk plotter')

  await openInStudio(page)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()
  await page.waitForURL('**/jobs/*')
  await page.getByRole('link', { name: 'Set up the plot' }).click({ timeout: 120_000 })
  await page.getByLabel('Machine').selectOption({ label: 'Desk plotter' })
  const gcode = await download(page, () =>
    page.getByRole('button', { name: 'G-code for Desk plotter' }).click(),
  )
  expect(gcode.name).toMatch(/desk-plotter\.gcode$/)
  expect(gcode.bytes.toString()).toMatch(/^M3 S111$/m)
  const pdf = await download(page, () => page.getByRole('button', { name: 'PDF', exact: true }).click())
  // A4 in points: the sheet that is shown.
  expect(pdf.bytes.toString('latin1')).toMatch(/^%PDF-[\s\S]*\/MediaBox \[0 0 (595|841)[\d.]* (841|595)/)

  await page.getByRole('link', { name: 'Back to the drawing' }).click()
  const stored = await download(page, () => page.getByRole('button', { name: 'Download G-code' }).click())
  expect(stored.bytes.toString()).toMatch(/^M3 S111$/m)
})
