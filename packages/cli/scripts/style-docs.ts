import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { styleMarkdown } from '../src/docs/style-docs.ts'

/** Writes docs/styles.md from the styles and the recipe's schema: `node packages/cli/scripts/style-docs.ts`. */
await writeFile(join(import.meta.dirname, '../../../docs/styles.md'), styleMarkdown())
