import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Where a program lies: in the folder `PLOTLINE_CHECKERS` (`.ci/run` fills one), else where the system has its own. */
export function findProgram(name: string): string | undefined {
  const folders = [process.env.PLOTLINE_CHECKERS ?? '', ...(process.env.PATH ?? '').split(delimiter)]
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
}

export type Run = { readonly code: number; readonly text: string }

/** Runs a program to its end or a minute; what it prints on both streams, and the signal that ended it. */
export function run(program: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const options = { timeout: 60_000, maxBuffer: 256 * 1024 * 1024, cwd: tmpdir() }
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0
      const why = error && stderr === '' ? error.message : ''
      const signal = error?.signal ? `ended by ${error.signal}` : ''
      resolve({ code, text: [stdout, stderr, why, signal].filter((part) => part !== '').join('\n') })
    })
  })
}

/** What is wrong by a program's exit code, or nothing. */
export function faultOf({ code, text }: Run): string | null {
  return code === 0 ? null : `ended with ${code}: ${text.slice(0, 2000)}`
}
