import { env } from './env.ts'
import { standAtTheDoor } from './http/door.ts'
import { endStreams } from './http/event-stream.ts'

/** An environment that is not complete stops the process with every problem named. */
export function startServer(): void {
  try {
    env()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  standAtTheDoor(env().siteUrl)
  process.once('SIGTERM', endStreams)
  process.once('SIGINT', endStreams)
}
