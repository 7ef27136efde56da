import { writeFile } from 'node:fs/promises'
import { styles } from '@plotline/vectorizer'

/** Writes the names of the styles for pages that do without the engine: `node apps/web/scripts/style-labels.ts`. */
const lines = styles.map(({ name, label }) => `  ${name}: '${label.replaceAll("'", "\\'")}',\n`)
await writeFile(
  new URL('../src/features/sheet/style-labels.gen.ts', import.meta.url),
  `// Made by apps/web/scripts/style-labels.ts from the styles; a test keeps it so.\nexport const styleLabels = {\n${lines.join('')}}\n`,
)
