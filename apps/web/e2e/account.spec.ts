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

  // The same address may come back, as somebody new, but for the gift, which a mailbox gets once.
  await signIn(page, address)
  await page.goto('/library')
  await expect(page.getByRole('link', { name: '0 credits' })).toBeVisible()
})

test('the papers of a plotter are added, measured and removed in fields', async ({ page }) => {
  await signIn(page)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Add a machine' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a machine' })
  await dialog.getByLabel('Begin with').selectOption({ label: 'HP 7475A' })
  await dialog.getByLabel('Another paper').selectOption({ label: 'A5 · 148 × 210 mm' })
  await dialog.getByRole('button', { name: 'Add A5' }).click()
  const papers = dialog.getByRole('group', { name: 'Papers' })
  const a5 = papers.getByRole('listitem').filter({ hasText: 'A5' })
  await expect(a5.locator('summary')).toBeFocused()
  await a5.getByLabel('Limit along x').fill('8000')
  await a5.getByLabel('0, 0 from the left edge').fill('5')
  await a5.getByLabel('Number sent with PS').fill('')
  await papers.getByRole('listitem').filter({ hasText: 'Tabloid' }).locator('summary').click()
  await papers.getByRole('button', { name: 'Remove Tabloid' }).click()
  await expect(papers).toBeFocused()
  await dialog.getByRole('button', { name: 'Add the machine' }).click()

  const machines = page.getByRole('list', { name: 'Your machines' })
  await machines.getByRole('button', { name: 'Change My HP 7475A' }).click()
  await page.getByRole('tab', { name: 'JSON' }).click()
  const kept = JSON.parse(await page.getByLabel('Machine as JSON').inputValue())
  expect(kept.dialect.papers.map(({ paper }: { paper: string }) => paper)).toEqual([
    'a4',
    'a3',
    'letter',
    'a5',
  ])
  expect(kept.dialect.papers.at(-1)).toEqual({
    paper: 'a5',
    maxX: 8000,
    maxY: 5233,
    originXMm: 5,
    originYMm: 3.6,
  })
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
  expect(gcode.name).toBe('still-life-sketch-desk-plotter.gcode')
  expect(gcode.bytes.toString()).toMatch(/^M3 S111$/m)
  const pdf = await download(page, () => page.getByRole('button', { name: 'PDF', exact: true }).click())
  // A4 in points: the sheet that is shown.
  expect(pdf.bytes.toString('latin1')).toMatch(/^%PDF-[\s\S]*\/MediaBox \[0 0 (595|841)[\d.]* (841|595)/)

  await page.getByRole('link', { name: 'Back to the drawing' }).click()
  const stored = await download(page, () => page.getByRole('button', { name: 'Download G-code' }).click())
  expect(stored.bytes.toString()).toMatch(/^M3 S111$/m)
})
