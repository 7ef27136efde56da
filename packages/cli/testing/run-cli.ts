import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { run } from '../src/run.ts'

const mainFile = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** As the tests were told: see docs/decisions/006-one-file-engine.md. */
const conditions = process.execArgv.filter((flag) => flag.startsWith('--conditions='))

export type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Starts the real command as a process of its own. */
export function startCli(args: readonly string[], env: Record<string, string> = {}, input?: string) {
  const child = spawn(process.execPath, [...conditions, mainFile, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  child.stdin.end(input)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]): Outcome => ({ code, stdout, stderr }))
  return { child, ended }
}

/** Runs a command line in this process: for the many cases where a process each would only take time. */
export async function runInside(
  args: readonly string[],
  signal = new AbortController().signal,
  input?: string,
): Promise<Outcome> {
  let stdout = ''
  let stderr = ''
  const code = await run(args, {
    stdout: {
      write: (content) => {
        stdout += typeof content === 'string' ? content : Buffer.from(content).toString('utf8')
      },
    },
    stderr: {
      write: (text) => {
        stderr += text
      },
    },
    signal,
    ...(input === undefined ? {} : { stdin: async () => Buffer.from(input) }),
  })
  return { code, stdout, stderr }
}
