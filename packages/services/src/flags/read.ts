import type { Tx } from '@plotline/db'
import type { z } from 'zod'
import type { Log } from '../log.ts'

/** The value of a flag, or null where it is not set or does not fit `schema` (which is logged). */
export async function readFlag<T extends z.ZodType>(
  tx: Tx,
  key: string,
  schema: T,
  log: Log,
): Promise<z.infer<T> | null> {
  const row = await tx.selectFrom('flags').select('value').where('key', '=', key).executeTakeFirst()
  if (!row) return null
  const parsed = schema.safeParse(row.value)
  if (parsed.success) return parsed.data
  log('warn', 'flags.invalid', { key, message: parsed.error.message })
  return null
}
