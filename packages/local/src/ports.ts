import { once } from 'node:events'
import type { Server } from 'node:net'

/** A fixed port, any free one, or the first free one from a preferred port on. */
export type PortChoice = number | 'free' | { preferred: number }

/** How many ports are tried from a preferred one on, before any free one is taken. */
const tries = 100

/**
 * Calls `bind` with the ports that the choice allows, best first and 0 for any free one, until one of them is not taken
 * (`bind` rejects with EADDRINUSE). Whether a port is free is known by taking it alone: a question asked beforehand is
 * answered for a moment that has passed. Throws when a fixed port is taken.
 */
export async function onFirstFree<T>(choice: PortChoice, bind: (port: number) => Promise<T>): Promise<T> {
  let taken: unknown
  for (const port of candidates(choice)) {
    try {
      return await bind(port)
    } catch (error) {
      if (!isTaken(error)) throw error
      taken = error
    }
  }
  throw new Error(`Expected port ${choice} to be free, but another program listens there.`, { cause: taken })
}

/** Lets the server listen where the choice allows, by default on 127.0.0.1, and answers the port. */
export function listen(server: Server, choice: PortChoice, host = '127.0.0.1'): Promise<number> {
  return onFirstFree(choice, async (port) => {
    const listening = once(server, 'listening')
    server.listen({ port, host })
    await listening
    const address = server.address()
    return typeof address === 'object' && address ? address.port : port
  })
}

function* candidates(choice: PortChoice): Generator<number> {
  if (typeof choice === 'number') return yield choice
  if (choice !== 'free') {
    for (let port = choice.preferred; port < Math.min(choice.preferred + tries, 65_536); port++) yield port
  }
  yield 0
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
