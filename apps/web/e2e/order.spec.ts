import type { Page } from '@playwright/test'
import { expect, openInStudio, signIn, test } from './product.ts'

const drawIt = (page: Page) => page.getByRole('button', { name: 'Draw it · 1 credit' })

/** What the account has: jobs by status, and credits left. */
async function account(page: Page) {
  const jobs = (await (await page.request.get('/api/jobs')).json()) as { data: { status: string }[] }
  const credits = (await (await page.request.get('/api/credits')).json()) as { balance: number }
  return { jobs: jobs.data.map(({ status }) => status), balance: credits.balance }
}

test('a double click, a double tap of Enter and a slow server make one order, and it is followed', async ({
  page,
}) => {
  await signIn(page)
  await openInStudio(page)
  await page.route('**/api/jobs', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.fulfill({ response })
  })
  await drawIt(page).dblclick()
  await drawIt(page).press('Enter')
  await page.waitForURL('**/jobs/*')
  expect(await account(page)).toMatchObject({ jobs: [expect.anything()], balance: 2 })
  await expect(page.getByRole('heading', { name: 'Download' })).toBeVisible({ timeout: 120_000 })
})

test('an answer that is lost is asked for again, and the same order is found', async ({ page }) => {
  await signIn(page)
  await openInStudio(page)
  let cut = 0
  await page.route('**/api/jobs', async (route) => {
    if (route.request().method() !== 'POST' || cut >= 2) return route.continue()
    cut++
    await route.fetch()
    await route.abort('connectionreset')
  })
  await drawIt(page).click()
  await page.waitForURL('**/jobs/*')
  expect(cut).toBe(2)
  expect(await account(page)).toMatchObject({ jobs: [expect.anything()], balance: 2 })
})

test('an order whose answer never came is found after a reload', async ({ page }) => {
  await signIn(page)
  await openInStudio(page)
  let taken = false
  await page.route('**/api/jobs', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    taken = true
    await route.abort('connectionreset')
  })
  await drawIt(page).click()
  await expect(page.getByText('No answer yet.')).toBeVisible()
  expect(taken).toBe(true)
  // A request may be on its way through the handler just now.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.reload()
  await page.waitForURL('**/jobs/*')
  expect(await account(page)).toMatchObject({ jobs: [expect.anything()], balance: 2 })
})

test('Stop cancels the order that was sent, says so, and the credit is back', async ({ page }) => {
  await signIn(page)
  await openInStudio(page)
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/jobs', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    await held
    await route.fulfill({ response })
  })
  await drawIt(page).click()
  await expect(page.getByText('Ordering the drawing')).toBeVisible()
  // The pointer leaves “Draw it” and comes to Stop: from then on it is meant.
  await page.mouse.move(10, 10)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('Stopping the order')).toBeVisible()
  answer()
  await expect(page.getByText('The order was cancelled and the credit is back.')).toBeVisible()
  expect(await account(page)).toEqual({ jobs: ['cancelled'], balance: 3 })
  await expect(drawIt(page)).toBeEnabled()
})

test('a control that takes another’s place is not pressed by a second click', async ({ page }) => {
  await signIn(page)
  await openInStudio(page)
  for (let count = 1; count <= 2; count++) {
    await page.goto('/studio')
    await expect(page.getByText(/[\d,]+ strokes/)).toBeVisible({ timeout: 120_000 })
    await drawIt(page).click()
    await page.waitForURL('**/jobs/*')
    await expect(page.getByRole('heading', { name: 'Download' })).toBeVisible({ timeout: 120_000 })
  }
  await page.goto('/library')
  const remove = page.getByRole('button', { name: /^Delete / })
  await expect(remove).toHaveCount(2)
  // The first card goes and the second takes its place under the pointer.
  await remove.first().dblclick()
  await expect(remove).toHaveCount(1)
  await page.goto('/studio')
  await expect.poll(async () => (await account(page)).jobs).toEqual(['completed'])
})
