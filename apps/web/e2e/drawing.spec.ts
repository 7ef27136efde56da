import { codeFor, download, expect, newAddress, openInStudio, signIn, stillLife, test } from './product.ts'

const notes = {
  name: 'notes.png',
  mimeType: 'image/png',
  buffer: Buffer.from('this is text, not a picture'),
}

test('from a photo, without an account, to a drawing, its files, the ledger and the library', async ({
  page,
}) => {
  await openInStudio(page)
  await page.getByRole('radio', { name: 'Sketch' }).check({ force: true })
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()

  const dialog = page.getByRole('dialog')
  const address = newAddress()
  await dialog.getByLabel('Email').fill(address)
  await dialog.getByRole('button', { name: 'Send a sign-in link' }).click()
  await dialog.getByLabel('Code').fill(await codeFor(address))

  await page.waitForURL('**/jobs/*')
  await expect(page.getByRole('heading', { name: 'Download' })).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('link', { name: '2 credits' })).toBeVisible()

  const svg = await download(page, () => page.getByRole('button', { name: /^SVG/ }).click())
  expect(svg.name).toMatch(/\.svg$/)
  expect(svg.bytes.toString()).toContain('inkscape:groupmode="layer"')
  const hpgl = await download(page, () => page.getByRole('button', { name: 'Download HPGL' }).click())
  expect(hpgl.bytes.toString('latin1')).toMatch(/^IN;[\s\S]*SP1;/)
  const gcode = await download(page, () => page.getByRole('button', { name: 'Download G-code' }).click())
  expect(gcode.bytes.toString()).toMatch(/G21[\s\S]*G1/)
  const png = await download(page, () => page.getByRole('button', { name: /^PNG/ }).click())
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')

  await page.getByRole('button', { name: /^PDF/ }).click()
  await page.getByLabel('Title').fill('猫 Ball on a table')
  const pdf = await download(page, () => page.getByRole('button', { name: 'Make the PDF' }).click())
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  await expect(page.getByText('The PDF is made and downloading.')).toBeVisible()
  await expect(page.getByText('“猫” in the title is not printed')).toBeVisible()

  await page.goto('/credits')
  const rows = page.getByRole('row')
  await expect(rows.filter({ hasText: 'Drawing' })).toContainText('−1')
  await expect(rows.filter({ hasText: 'Gift' })).toContainText('+3')

  await page.goto('/library')
  const card = page.getByRole('link', { name: /^Open still-life\.png/ })
  await expect(card.locator('img')).toBeVisible()
  await card.click()
  await expect(page.getByRole('heading', { name: 'still-life.png' })).toBeVisible()
})

test('a plot is set up: machine, place, order, and its file is what was shown', async ({ page }) => {
  await signIn(page)
  await openInStudio(page)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()
  await page.waitForURL('**/jobs/*')
  await page.getByRole('link', { name: 'Set up the plot' }).click({ timeout: 120_000 })
  await expect(page.getByRole('heading', { name: 'Set up the plot' })).toBeVisible()

  await page.getByLabel('Machine').selectOption({ label: 'HP 7475A' })
  await page.getByLabel('Paper').selectOption('a3')
  await page.getByLabel('Orientation').selectOption('landscape')
  await page.getByRole('button', { name: 'Turn by 90°' }).click()
  await page.getByLabel('Turned by').fill('75')
  await page.getByLabel('Turned by').press('Enter')
  await page.getByLabel('Width').fill('120')
  await page.getByLabel('Width').press('Enter')
  await page.getByRole('button', { name: 'Bottom right' }).click()
  const drawing = page.getByRole('button', { name: /^The drawing, / })
  await expect(drawing).toHaveAccessibleName(/285 mm from the left/)
  await drawing.press('ArrowLeft')
  await expect(drawing).toHaveAccessibleName(/284 mm from the left/)
  await page.getByLabel('Order of strokes').selectOption('time')
  await expect(page.getByRole('row', { name: /Travel/ })).toContainText('m')

  await page.getByLabel('Time in the plot').fill('5')
  await expect(page.getByText(/^5 s of /)).toBeVisible()
  await page.getByRole('button', { name: 'Show all of it' }).click()

  const file = await download(page, () => page.getByRole('button', { name: 'HPGL for HP 7475A' }).click())
  expect(file.name).toMatch(/hp-7475a\.hpgl$/)
  const text = file.bytes.toString('latin1')
  expect(text).toMatch(/^IN;\n?PS0;[\s\S]*SP1;/)
  // 120 mm wide at the right margin: nothing is drawn in the left half of the sheet.
  const xs = [...text.matchAll(/P[DU](\d+),\d+/g)].map(([, x]) => Number(x))
  expect(Math.min(...xs)).toBeGreaterThan(210 / 0.02488 - 1000)
})

test('a drawing of another account is not there', async ({ page, browser }) => {
  await signIn(page)
  await openInStudio(page)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()
  await page.waitForURL('**/jobs/*')
  const url = page.url()
  await expect(page.getByRole('heading', { name: 'Download' })).toBeVisible({ timeout: 120_000 })

  const context = await browser.newContext()
  const stranger = await context.newPage()
  await signIn(stranger)
  const answer = await stranger.goto(url)
  expect(answer?.status()).toBe(404)
  await context.close()
})

test('a photo that is being chosen while a tablet is turned on its side is opened; a file that is none leaves it', async ({
  page,
}) => {
  await page.goto('/studio')
  const picker = await page.locator('input[type=file]').first().elementHandle()
  for (const [width, height] of [
    [820, 1180],
    [1180, 820],
  ] as const)
    await page.setViewportSize({ width, height })
  await picker?.setInputFiles(stillLife())
  await expect(page.getByText(/[\d,]+ strokes/)).toBeVisible({ timeout: 120_000 })
  await page.locator('input[type=file]').first().setInputFiles(notes)
  await expect(page.getByText(/notes\.png/)).toBeVisible()
  await expect(page.getByText('still-life.png', { exact: true })).toBeVisible()
})

test('a file that is no picture is refused in words, and nothing is charged', async ({ page }) => {
  await signIn(page)
  await page.goto('/studio')
  await page.locator('input[type=file]').first().setInputFiles(notes)
  await expect(page.getByText(/notes\.png/)).toBeVisible()
  await page.goto('/credits')
  await expect(page.getByRole('row').filter({ hasText: 'Drawing' })).toHaveCount(0)
})
