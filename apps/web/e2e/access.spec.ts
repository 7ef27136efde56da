import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, openInStudio, signIn, test } from './product.ts'

const publicPages = ['/', '/sign-in', '/studio', '/auth/confirm?token_hash=none&type=email', '/no-such-page']
const ownPages = ['/library', '/credits', '/account', '/credits?cancelled=1']
const looks = [
  { name: 'light, desktop', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { name: 'dark, phone', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

for (const { name, colorScheme, viewport } of looks) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing on any page', async ({ page }) => {
      test.slow()
      for (const path of publicPages) await expectAccessible(page, path)
      await signIn(page)
      for (const path of ownPages) await expectAccessible(page, path)
    })

    test('axe finds nothing in the studio with a photo', async ({ page }) => {
      await openInStudio(page)
      await expectNoViolations(page, 'studio with a photo')
      // On a phone the photo and the order lie behind their tab of the thumb bar.
      const tab = page.getByRole('button', { name: 'Export' })
      if (await tab.isVisible()) await tab.click()
      await page.getByRole('button', { name: 'Crop' }).click()
      await page.getByRole('button', { name: /^Left side, at 0 %/ }).press('Shift+ArrowRight')
      await expect(page.getByLabel('Left', { exact: true })).toHaveValue('10')
      await expectNoViolations(page, 'studio cropping the photo')
      await page.getByRole('button', { name: 'Use this part' }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()
      await expect(page.getByRole('dialog', { name: 'Sign in to draw it' })).toBeVisible()
      await expectNoViolations(page, 'studio asking to sign in')
    })
  })
}

test('axe finds nothing where a plot is set up, and it fits a 320 px window', async ({ page }) => {
  test.slow()
  await signIn(page)
  await openInStudio(page)
  await page.getByRole('button', { name: 'Draw it · 1 credit' }).click()
  await page.getByRole('link', { name: 'Set up the plot' }).click({ timeout: 120_000 })
  await expect(page.getByRole('row', { name: /Travel/ })).toBeVisible()
  await expectNoViolations(page, 'setting up a plot')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflowOf(page)).toBeLessThanOrEqual(0)
})

test('nothing is wider than a 320 px window', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page)
  for (const path of [...publicPages, ...ownPages]) {
    await page.goto(path)
    expect(await overflowOf(page), path).toBeLessThanOrEqual(0)
  }
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

/** By how many px the page is wider than its window. */
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

async function expectAccessible(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await expectNoViolations(page, path)
}

async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(found, where).toEqual([])
}
