import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSecrets } from './secrets.ts'

test('a folder made before there was a signing key gets one, once, and keeps all the rest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plotline-secrets-'))
  try {
    const file = join(folder, 'secrets.json')
    const made = await loadSecrets(folder)
    expect(await loadSecrets(folder)).toEqual(made)
    const { signingKey, ...older } = made
    await writeFile(file, JSON.stringify(older))
    const mended = await loadSecrets(folder)
    expect(mended).toMatchObject(older)
    expect(mended.signingKey.kid).not.toBe(signingKey.kid)
    expect(await loadSecrets(folder)).toEqual(mended)
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(mended)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
