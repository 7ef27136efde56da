import { env } from './env.ts'
import { endStreams } from './http/event-stream.ts'
import { notePeers } from './http/peer.ts'

/** An environment that is not complete stops the process with every problem named. */
export function startServer(): void {
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
