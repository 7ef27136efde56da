import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Paper, paperSchema } from '@plotline/strokes'
import { firstIssue, UsageError } from './errors.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** `parseArgs` with the names of what was expected, the last with … where there may be more, and errors as one line. */
export function readArguments<const T extends Options>(
  args: readonly string[],
  expected: readonly string[],
  options: T,
) {
  const parsed = parseOrExplain(args, options)
  const takesMore = expected.at(-1)?.endsWith('…') === true && parsed.positionals.length > expected.length
  if (takesMore || parsed.positionals.length === expected.length) return parsed
  const got = parsed.positionals.length
  throw new UsageError(
    got < expected.length
      ? `Expected ${expected.slice(got).join(' and ')}; see plotline --help`
      : `Expected ${expected.join(' and ') || 'no file'}, got "${parsed.positionals.slice(expected.length).join('" "')}" too`,
  )
}

function parseOrExplain<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: joinNegative(args), options, allowPositionals: true, strict: true })
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/\.? To specify|\n/)
    const flags = Object.keys(options).map((name) => `--${name}`)
    throw new UsageError(`${reason}; flags are ${flags.join(', ')}`, { cause: error })
  }
}

/** `parseArgs` takes `-5` after a flag for flags of one letter; here it is a number. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const flag = joined.at(-1)
    if (/^-[\d.]/.test(arg) && flag?.startsWith('--') && !flag.includes('='))
      joined.splice(-1, 1, `${flag}=${arg}`)
    else joined.push(arg)
  }
  return joined
}

/** A flag's number within a range. */
export function readNumber(flag: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= least && value <= most) return value
  throw new UsageError(`${flag}: expected a number from ${least} to ${most}, got "${text}"`)
}

/** The same without a fraction. */
export function readWhole(flag: string, text: string, least: number, most: number): number {
  const value = readNumber(flag, text, least, most)
  if (Number.isInteger(value)) return value
  throw new UsageError(`${flag}: expected a whole number from ${least} to ${most}, got "${text}"`)
}

/** A paper by its name or its sides, in small letters or not, with `×` for `x` and spaces between. */
export function readPaper(flag: string, text: string): Paper {
  const plain = text.toLowerCase().replaceAll('×', 'x').replaceAll(' ', '')
  const parsed = paperSchema.safeParse(plain)
  if (parsed.success) return parsed.data
  if (paperSchema.safeParse(`${plain}in`).success)
    throw new UsageError(`${flag}: "${text}" would be in mm, too small for a sheet; did you mean ${plain}in?`)
  throw new UsageError(`${flag}: there is no "${text}"; ${firstIssue(parsed.error)}`)
}

/** The one of `known` that was named, in small letters or not. */
export function readChoice<T extends string>(flag: string, text: string, known: readonly T[]): T {
  const found = known.find((name) => name === text.toLowerCase())
  if (found !== undefined) return found
  throw new UsageError(`${flag}: there is no "${text}"; expected one of ${known.join(', ')}`)
}
