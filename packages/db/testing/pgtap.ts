import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'

/**
 * Installs pgTAP into the schema `extensions` of one database, as `create extension pgtap` does on a hosted project.
 * Its functions are plain SQL; they come from the npm package that carries them for PGlite.
 */
export async function installPgtap(url: string): Promise<void> {
  const archive = await readFile(new URL('./pgtap.tar.gz', import.meta.resolve('@electric-sql/pglite-pgtap')))
  const script = entryOf(gunzipSync(archive), 'share/postgresql/extension/pgtap.sql')
  const client = new pg.Client({ connectionString: url, options: '-c search_path=extensions' })
  await client.connect()
  try {
    await client.query(script)
  } finally {
    await client.end()
  }
}

const block = 512

/** One file of an uncompressed tar (ustar: a 512-byte header with name at 0 and octal size at 124, then the bytes). */
function entryOf(tar: Buffer, name: string): string {
  for (let at = 0; at + block <= tar.length; ) {
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8) || 0
    const start = at + block
    if (textAt(tar, at, 100) === name) return tar.toString('utf8', start, start + size)
    at = start + Math.ceil(size / block) * block
  }
  throw new Error(`expected ${name} in the archive, found none`)
}

function textAt(tar: Buffer, start: number, length: number): string {
  const [text = ''] = tar.toString('latin1', start, start + length).split('\0')
  return text.trim()
}
