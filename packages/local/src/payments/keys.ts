import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const keysSchema = z.object({
  secretKey: z.string().startsWith('sk_test_'),
  webhookSecret: z.string().startsWith('whsec_'),
})

/** The sandbox's keys: made once, kept readable by their owner only. */
export async function loadSandboxKeys(folder: string): Promise<z.output<typeof keysSchema>> {
  const file = join(folder, 'keys.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return keysSchema.parse(JSON.parse(text))
  const keys = {
    secretKey: `sk_test_${randomBytes(24).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
  }
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 })
  return keys
}
