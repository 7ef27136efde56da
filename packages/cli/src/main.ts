#!/usr/bin/env node
import { buffer } from 'node:stream/consumers'
import { run } from './run.ts'

/** Ctrl-C ends the work cleanly: nothing half-written stays, exit 130. A second one ends it at once. */
const interrupt = new AbortController()
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(130)
  interrupt.abort()
})
// `plotline styles | head` closes what we write to early, which is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => buffer(process.stdin),
  signal: interrupt.signal,
})
