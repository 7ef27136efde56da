import type { Log } from '@plotline/services'
import pino from 'pino'
import { env } from './env.ts'

let logger: pino.Logger | undefined

/** One JSON line per event on stdout, with ids and nothing personal. */
export const log: Log = (level, event, fields) => {
  logger ??= pino({ level: env().logLevel, base: { part: 'web' } })
  logger[level]({ event, ...fields })
}
