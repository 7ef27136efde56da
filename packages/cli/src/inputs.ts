import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { isBadInput, tellBadInput, UsageError } from './errors.ts'
import type { Io } from './io.ts'

/** What stands for standard input and output where a file is expected. */
export const standard = '-'

export type Item = {
  readonly input: string
  readonly output: string | undefined
  /** Whether the output's folder is made where it is not there: its name is from a pattern. */
  readonly makesFolder: boolean
}

/**
 * The inputs that were named, a folder as the files in it that end as one of `endings`, each with where its result goes:
 * `{name}` in the output stands for the input's name without its ending, and has to be there where inputs are several.
 * Throws before any work where two would go to one place.
 */
export async function readItems(
  named: readonly string[],
  output: string | undefined,
  endings: readonly string[],
): Promise<readonly Item[]> {
  const inputs = (await Promise.all(named.map((input) => filesOf(input, endings)))).flat()
  const isPattern = output?.includes('{name}') === true
  if (inputs.length > 1 && !isPattern)
    throw new UsageError(
      `-o ${output ?? ''}: ${inputs.length} inputs cannot go to one file; expected {name} in it, such as 'out/{name}.svg'`,
    )
  if (isPattern && inputs.includes(standard))
    throw new UsageError(`-o ${output}: standard input has no name to put for {name}`)
  const owners = new Map<string, string>()
  return inputs.map((input) => {
    const name = basename(input, extname(input))
    const item = { input, output: output?.replaceAll('{name}', name), makesFolder: isPattern }
    const other = item.output === undefined ? undefined : owners.get(item.output)
    if (other !== undefined)
      throw new UsageError(`-o ${output}: ${other} and ${input} would both go to ${item.output}`)
    if (item.output !== undefined) owners.set(item.output, input)
    return item
  })
}

async function filesOf(input: string, endings: readonly string[]): Promise<string[]> {
  const isFolder = input !== standard && (await stat(input).catch(() => null))?.isDirectory() === true
  if (!isFolder) return [input]
  const names = await readdir(input)
  const files = names.filter((name) => endings.includes(extname(name).slice(1).toLowerCase())).toSorted()
  if (files.length > 0) return files.map((name) => join(input, name))
  throw new UsageError(
    `${input}: nothing in this folder ends as ${endings.map((one) => `.${one}`).join(', ')}`,
  )
}

/**
 * Does the work for each, one after the other. Of several, one that cannot be used is told in its line and the others go
 * on; the last line then says how many were left out.
 */
export async function forEachItem<T>(
  io: Io,
  items: readonly T[],
  work: (item: T, io: Io) => Promise<void>,
): Promise<void> {
  const count = items.length
  const [only] = items
  if (count === 1 && only) return work(only, io)
  let failed = 0
  for (const [index, item] of items.entries()) {
    try {
      await work(item, { ...io, batch: { index, count } })
    } catch (error) {
      io.signal.throwIfAborted()
      if (!isBadInput(error)) throw error
      failed++
      tellBadInput(io, error)
    }
  }
  if (failed > 0) throw new UsageError(`${failed} of ${count} inputs could not be used; the others are done`)
}
