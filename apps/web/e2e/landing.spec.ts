import { expect, test } from './product.ts'

test('the text face comes with the landing page, once', async ({ page }) => {
  const answer = await page.goto('/')
  await page.waitForLoadState('networkidle')
  const faces = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.includes('instrument-sans')),
  )
  expect(faces).toHaveLength(1)
  expect(await answer?.headerValue('link')).toContain(`<${faces[0]}>; rel=preload; as="font"`)
})
