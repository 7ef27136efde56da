import type { z } from 'zod'
import type { Io } from './io.ts'

/** A flag, a file or a value that can't be used; `message` is the one line that says which and why. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** By name, so that a command which reads no image need not load the library that does. */
const badInputs: ReadonlySet<string> = new Set(['UsageError', 'ImageError', 'ModelError', 'DrawingError'])

/** True for what the person at the keyboard can put right; everything else is ours. */
export function isBadInput(error: unknown): error is Error {
  return error instanceof Error && badInputs.has(error.name)
}

/** Says in one line what a person can put right. */
export function tellBadInput(io: Pick<Io, 'stderr'>, { message }: Error): void {
  if (io.stderr.isTTY) io.stderr.write('\r\u001b[K')
  io.stderr.write(`plotline: ${oneLine(message)}\n`)
}

/** Runs work on one file or value and puts its name before what is wrong with it. */
export async function naming<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isBadInput(error) && !(error instanceof UsageError)) {
      throw new UsageError(`${name}: ${error.message}`, { cause: error })
    }
    throw error
  }
}

/** One line, without anything a terminal would act on. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')
      .trim()
  )
}

/** The first thing that is wrong with a value, with the key it is under. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  const key = issue?.path.join('.') ?? ''
  return `${key === '' ? '' : `${key}: `}${issue?.message ?? 'not what was expected'}`
}
