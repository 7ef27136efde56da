import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateTypes, typesFile } from '../scripts/generate.ts'
import { createTestDatabase } from '../testing/index.ts'

test('database.gen.ts is what the migrations give; after a change: node scripts/generate.ts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plotline-types-'))
  const own = await createTestDatabase()
  try {
    const fresh = join(folder, 'database.gen.ts')
    await generateTypes(own.url, fresh)
    expect(await readFile(fresh, 'utf8')).toBe(await readFile(typesFile, 'utf8'))
  } finally {
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
})
