import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { makeSigningJwk, signingJwkSchema } from './gateway/signing-key.ts'

const secretsSchema = z.object({
  superuserPassword: z.string().min(20),
  ownerPassword: z.string().min(20),
  authPassword: z.string().min(20),
  storagePassword: z.string().min(20),
  jwtSecret: z.string().min(40),
  storageSecret: z.string().min(40),
  publishableKey: z.string().startsWith('sb_publishable_'),
  secretKey: z.string().startsWith('sb_secret_'),
  /** Signs access tokens. A folder made before there was one gets it at its next start. */
  signingKey: signingJwkSchema.optional(),
})

/** Every password and key of one embedded backend. */
export type Secrets = Required<z.infer<typeof secretsSchema>>

/** Reads the secrets of a data folder, made once at its first start and readable by its owner alone (0600). */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'secrets.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text !== null) {
    const read = secretsSchema.safeParse(JSON.parse(text))
    if (!read.success) throw new Error(`${file} is damaged: ${z.prettifyError(read.error)}`)
    await chmod(file, 0o600)
    const { signingKey } = read.data
    return signingKey
      ? { ...read.data, signingKey }
      : keep(file, { ...read.data, signingKey: makeSigningJwk() })
  }
  return keep(file, makeSecrets())
}

async function keep(file: string, secrets: Secrets): Promise<Secrets> {
  await writeFile(`${file}.part`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.part`, file)
  return secrets
}

function makeSecrets(): Secrets {
  const random = () => randomBytes(32).toString('base64url')
  return {
    superuserPassword: random(),
    ownerPassword: random(),
    authPassword: random(),
    storagePassword: random(),
    jwtSecret: random(),
    storageSecret: random(),
    publishableKey: apiKey('publishable'),
    secretKey: apiKey('secret'),
    signingKey: makeSigningJwk(),
  }
}

/** An API key in Supabase's form: a prefix, 22 random characters, and 8 of a checksum. */
function apiKey(type: 'publishable' | 'secret'): string {
  const start = `sb_${type}_${randomBytes(17).toString('base64url').slice(0, 22)}`
  const sum = createHash('sha256').update(`supabase-self-hosted|${start}`).digest('base64url').slice(0, 8)
  return `${start}_${sum}`
}
