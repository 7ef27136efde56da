import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Where the generated types lie. */
export const typesFile = fileURLToPath(new URL('../src/database.gen.ts', import.meta.url))

/**
 * Writes the types of every table in `public` of a migrated database to `outFile`.
 * By hand: `node scripts/generate.ts postgres://…` after `npm start` has applied the migrations.
 */
export async function generateTypes(url: string, outFile: string): Promise<void> {
  const program = fileURLToPath(new URL('./cli/bin.js', import.meta.resolve('kysely-codegen')))
  const options = ['--dialect', 'postgres', '--url', url, '--default-schema', 'public']
  await promisify(execFile)(process.execPath, [
    program,
    ...options,
    '--include-pattern',
    'public.*',
    '--log-level',
    'error',
    '--out-file',
    outFile,
  ])
}

if (import.meta.main) {
  const [url] = process.argv.slice(2)
  if (!url) throw new Error('expected the address of a migrated database, got none')
  await generateTypes(url, typesFile)
}
