import { env } from './server/env.ts'
import { endStreams } from './server/http/event-stream.ts'
import { notePeers } from './server/http/peer.ts'

/** Runs once, before the first request: an environment that is not complete stops the process with every problem named. */
export function register(): void {
  try {
    env()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  notePeers()
  process.once('SIGTERM', endStreams)
  process.once('SIGINT', endStreams)
}
