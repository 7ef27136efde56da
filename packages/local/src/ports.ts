import { createServer } from 'node:net'

/** A fixed port, any free one, or the first free one from a preferred port on. */
export type PortChoice = number | 'free' | { preferred: number }

/** Answers a port of 127.0.0.1 that is free now. Throws when a fixed port is taken. */
export async function choosePort(choice: PortChoice): Promise<number> {
  if (choice === 'free') return findFree(0)
  if (typeof choice === 'number') {
    if (await isFree(choice)) return choice
    throw new Error(`Expected port ${choice} to be free, but another program listens there.`)
  }
  for (let port = choice.preferred; port < choice.preferred + 100; port++) if (await isFree(port)) return port
  return findFree(0)
}

/** The port for a server that can take port 0, which means any free one and cannot be lost to another meanwhile. */
export async function choosePortToListen(choice: PortChoice): Promise<number> {
  return choice === 'free' ? 0 : choosePort(choice)
}

async function isFree(port: number): Promise<boolean> {
  return findFree(port).then(
    () => true,
    () => false,
  )
}

function findFree(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const found = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve(found))
    })
  })
}
