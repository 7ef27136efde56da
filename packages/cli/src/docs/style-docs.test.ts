import { readFile } from 'node:fs/promises'
import { decodeImage } from '@plotline/imaging'
import { styles } from '@plotline/vectorizer'
import { expect, test } from 'vitest'
import { pictureOf, styleMarkdown, withStyleTable } from './style-docs.ts'

test('docs/styles.md is what the styles are (else: npm run docs)', async () => {
  const text = await readFile(new URL('../../../../docs/styles.md', import.meta.url), 'utf8')
  expect(text).toBe(styleMarkdown())
  for (const { name } of styles) expect(text).toContain(`--style ${name}`)
})

test('the engine’s README tells of every style what it is and where it comes from (else: npm run docs)', async () => {
  const text = await readFile(new URL('../../../vectorizer/README.md', import.meta.url), 'utf8')
  expect(text).toBe(withStyleTable(text))
  for (const { name } of styles) expect(text).toContain(`\n| \`${name}\` `)
})

test.each(styles.map(({ name, presets }) => [name, presets.length] as const))(
  'docs/styles.md shows %s, a drawing for each preset',
  async (name, presets) => {
    const picture = new Uint8Array(
      await readFile(new URL(`../../../../docs/${pictureOf(name)}`, import.meta.url)),
    )
    const { width } = await decodeImage(picture, { maxPx: 4000 })
    expect(width).toBe(presets * (480 + 12) - 12)
  },
)
