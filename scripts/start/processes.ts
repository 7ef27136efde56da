import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

export const projectRoot = dirname(dirname(import.meta.dirname))

type Spawn = {
  cwd: string
  env: Record<string, string>
}

/** One running part of the product. `exited` settles with what to tell the user, also after a `stop`. */
export type Part = {
  name: string
  pid: number | undefined
  /** Writes one line to its standard input. */
  tell: (line: string) => void
  exited: Promise<{ code: number | null; signal: string | null; lastLines: string[] }>
  stop: () => Promise<void>
}

/** Runs a Node script to its end; throws with its last lines when it fails. */
export async function runToEnd(
  name: string,
  script: string,
  args: string[],
  options: Spawn & { signal?: AbortSignal },
): Promise<void> {
  const child = spawnNode(script, args, options)
  options.signal?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  const lastLines: string[] = []
  keepLines(child, lastLines, () => {})
  const [code, signal] = await once(child, 'exit')
  if (code !== 0)
    throw new Error(`The ${name} failed (${signal ?? `exit ${code}`}):\n${lastLines.join('\n')}`)
}

/**
 * Starts a Node script that is to run until it is stopped: its lines go to `logFile`, and to `onLine`.
 * `stop` asks with SIGTERM, then insists with SIGKILL after `graceMs`.
 */
export function startPart(
  name: string,
  script: string,
  args: string[],
  options: Spawn & {
    logFile: string
    onLine?: (line: string) => void
    graceMs?: number
    nodeArgs?: string[]
  },
): Part {
  const child = spawnNode(script, args, options)
  // Nobody reads there any more: `exited` tells.
  child.stdin.on('error', () => {})
  const log = createWriteStream(options.logFile, { flags: 'a' })
  // A full disk costs lines of the log, not the product.
  log.on('error', () => {})
  const lastLines: string[] = []
  keepLines(child, lastLines, (line) => {
    log.write(`${line}\n`)
    options.onLine?.(line)
  })
  const exited = new Promise<Awaited<Part['exited']>>((resolve) => {
    child.on('error', (error) => resolve({ code: 1, signal: null, lastLines: [error.message] }))
    child.on('exit', (code, signal) => {
      log.end()
      resolve({ code, signal, lastLines })
    })
  })
  return {
    name,
    pid: child.pid,
    tell: (line) => void child.stdin?.write(`${line}\n`),
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), options.graceMs ?? 15_000)
      await exited
      clearTimeout(insist)
    },
  }
}

/** A group of its own keeps a terminal's Ctrl-C from reaching the part before we stop it in order. */
function spawnNode(
  script: string,
  args: string[],
  { cwd, env, nodeArgs = [] }: Spawn & { nodeArgs?: string[] },
) {
  const leaveWithParent = pathToFileURL(join(import.meta.dirname, 'leave-with-parent.mjs')).href
  return spawn(process.execPath, ['--import', leaveWithParent, ...nodeArgs, script, ...args], {
    cwd,
    env: { NEXT_TELEMETRY_DISABLED: '1', ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
}

function keepLines(child: ChildProcess, lastLines: string[], onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line)
      if (lastLines.length > 20) lastLines.shift()
      onLine(line)
    })
  }
}
