import { readFile } from 'node:fs/promises'
import { styles } from '@plotline/vectorizer'
import { expect, test } from 'vitest'
import { styleMarkdown } from './style-docs.ts'

test('docs/styles.md is what the styles are (else: node packages/cli/scripts/style-docs.ts)', async () => {
  const text = await readFile(new URL('../../../docs/styles.md', import.meta.url), 'utf8')
  expect(text).toBe(styleMarkdown())
  for (const { name } of styles) expect(text).toContain(`--style ${name}`)
})
