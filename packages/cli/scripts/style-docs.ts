import { readFile, writeFile } from 'node:fs/promises'
import { styleMarkdown, withStyleTable } from '../src/docs/style-docs.ts'

/** Writes docs/styles.md and the engine's table of styles from the styles themselves: `npm run docs`. */
await writeFile(new URL('../../../docs/styles.md', import.meta.url), styleMarkdown())
const readme = new URL('../../vectorizer/README.md', import.meta.url)
await writeFile(readme, withStyleTable(await readFile(readme, 'utf8')))
