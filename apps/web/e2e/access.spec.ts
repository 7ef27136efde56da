import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { askForMail, codeFor, expect, openInStudio, signIn, test } from './product.ts'

const publicPages = ['/', '/sign-in', '/studio', '/auth/confirm?token_hash=none&type=email', '/no-such-page']
const ownPages = ['/library', '/credits', '/account', '/credits?cancelled=1']
/** A page is loaded once and looked at in each of these; the narrow one must hold all of it. */
const wide = { colorScheme: 'light', width: 1280, height: 860 } as const
const narrow = { colorScheme: 'dark', width: 320, height: 640 } as const
type Look = typeof wide | typeof narrow
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('axe finds nothing on any page, and each fits a 320 px window', async ({ page }) => {
  test.slow()
  for (const path of publicPages) await expectPageAccessible(page, path)
  await signIn(page)
  for (const path of ownPages) await expectPageAccessible(page, path)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Add a machine' }).click()
  await expect(page.getByRole('dialog', { name: 'Add a machine' })).toBeVisible()
  await expectAccessible(page, 'adding a machine')
  await page.getByLabel('Begin with').selectOption({ label: 'HP 7475A' })
  await page.getByRole('button', { name: 'Add A6' }).click()
  await expectAccessible(page, 'adding a plotter with its papers')
  await page.getByRole('tab', { name: 'JSON' }).click()
  await expectAccessible(page, 'adding a machine as JSON')
})

test('axe finds nothing in the studio with a photo, nor where its plot is set up', async ({ page }) => {
  test.slow()
  await openInStudio(page)
  await expectAccessible(page, 'studio with a photo')
  // On a phone the photo and the order lie behind their tab of the thumb bar.
  await setLook(page, narrow)
  await page.getByRole('button', { name: 'Export' }).click()
  await expectFitting(page, 'studio on its Export tab', narrow)
  await page.getByRole('button', { name: 'Crop' }).click()
  await page.getByRole('button', { name: /^Left side, at 0 %/ }).press('Shift+ArrowRight')
  await expect(page.getByLabel('Left', { exact: true })).toHaveValue('10')
  await expectAccessible(page, 'studio cropping the photo')
  await page.getByRole('button', { name: 'Use this part' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await markSubject(page)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in to draw it' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page, 'studio asking to sign in')

  const address = await askForMail(dialog)
  await dialog.getByLabel('Code').fill(await codeFor(address))
  await page.getByRole('link', { name: 'Set up the plot' }).click({ timeout: 120_000 })
  await expect(page.getByRole('row', { name: /Travel/ })).toBeVisible()
  await expectAccessible(page, 'setting up a plot')
})

test('the foot begins where the page above it does', async ({ page }) => {
  await page.goto('/')
  const heading = await page.getByRole('heading', { name: 'One drawing, one credit' }).boundingBox()
  const foot = await page.getByRole('contentinfo').getByText('Photos in, pen-ready lines out.').boundingBox()
  expect(foot?.x).toBe(heading?.x)
})

test('sign-in works by keyboard alone, with the focus in sight', async ({ page }) => {
  await page.goto('/sign-in')
  const email = page.getByLabel('Email')
  for (
    let presses = 0;
    presses < 20 && !(await email.evaluate((field) => field === document.activeElement));
    presses++
  ) {
    await page.keyboard.press('Tab')
  }
  await expect(email).toBeFocused()
  const outline = await email.evaluate((field) => getComputedStyle(field).outlineStyle)
  expect(outline).not.toBe('none')
  await page.keyboard.type('keyboard@example.org')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Code')).toBeFocused()
})

/** By keys alone, and back to the whole photo. */
async function markSubject(page: Page): Promise<void> {
  const isolate = page.getByRole('switch', { name: 'Isolate the subject' })
  await isolate.click()
  await page.getByRole('button', { name: 'Mark the subject' }).press('Enter')
  await page.getByRole('button', { name: /^Right side, at 100 %/ }).press('Shift+ArrowLeft')
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('0 to 90 % across, 0 to 100 % down')
  await page.getByLabel('Top', { exact: true }).fill('20')
  await page.getByLabel('Top', { exact: true }).press('Enter')
  await expectAccessible(page, 'studio marking the subject')
  await page.getByRole('button', { name: 'Look here' }).press('Enter')
  await expect(page.getByText('Looked for at 0 to 90 % across, 20 to 100 % down.')).toBeVisible()
  await page.getByRole('button', { name: 'Whole photo' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Mark the subject' })).toBeFocused()
  await expect(page.getByText('Looked for in the whole photo.')).toBeVisible()
  await isolate.click()
}

/** By how many px the page is wider than its window. */
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

async function expectPageAccessible(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await expectAccessible(page, path)
}

/** Leaves the page wide. */
async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const look of [narrow, wide]) {
    await setLook(page, look)
    await expectFitting(page, where, look)
  }
}

async function setLook(page: Page, { colorScheme, width, height }: Look): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme })
}

async function expectFitting(page: Page, where: string, { colorScheme, width }: Look): Promise<void> {
  const look = `${where}, ${colorScheme}, ${width} px`
  await expectNoViolations(page, look)
  expect(await overflowOf(page), look).toBeLessThanOrEqual(0)
}

async function expectNoViolations(page: Page, where: string): Promise<void> {
  // No page has frames: one look at the page itself sees all, without a page of axe's own to put the parts together.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(found, where).toEqual([])
}
