import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { type FormatName, formatNames, formats } from '@plotline/strokes'
import { UsageError } from './errors.ts'
import { standard } from './inputs.ts'
import type { Io } from './io.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
}

/** The content of a file, or of standard input. */
export async function readInput(file: string, io?: Io): Promise<Buffer> {
  if (file === standard) {
    if (!io?.stdin) throw new UsageError('-: there is no standard input here; expected a file')
    return io.stdin()
  }
  try {
    return await readFile(file)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw new UsageError(`${file}: ${reasons[code] ?? `it can't be read (${code})`}`, { cause: error })
  }
}

/** The format that an output file's extension names; SVG on standard output. */
export function formatOf(file: string): FormatName {
  if (file === standard) return 'svg'
  const extension = extname(file).slice(1).toLowerCase()
  const format = formatNames.find((name) => {
    const { extension: own, otherExtensions = [] } = formats[name]
    return own === extension || otherExtensions.includes(extension)
  })
  if (format) return format
  const known = formatNames.map((name) => `.${name}`).join(', ')
  throw new UsageError(`-o ${file}: the extension names the format; expected one of ${known}`)
}

/**
 * Fails before any work where the output could not be written in the end, or would take the place of `picture`. Its folder
 * has to be there, unless it is made with the first file.
 */
export async function checkOutput(
  file: string | undefined,
  { picture, makesFolder, json }: { picture?: string | undefined; makesFolder: boolean; json: boolean },
): Promise<string> {
  if (!file) throw new UsageError('-o is missing: where should the result go?')
  if (file === standard) {
    if (json) throw new UsageError('-o -: --json needs standard output too; expected one of them')
    return file
  }
  const folder = await stat(dirname(file)).catch(() => null)
  if (!makesFolder && !folder?.isDirectory())
    throw new UsageError(`-o ${file}: there is no folder ${dirname(file)}`)
  const present = await stat(file).catch(() => null)
  if (present && !present.isFile()) throw new UsageError(`-o ${file}: this is not a file to write to`)
  const source = picture === undefined ? null : await stat(picture).catch(() => null)
  if (present && source && present.ino === source.ino && present.dev === source.dev)
    throw new UsageError(`-o ${file}: this is the picture itself; expected another file`)
  return file
}

/** Writes beside the target and renames into place: the file is there whole, or as it was. */
export async function writeOutput(file: string, bytes: Uint8Array, io: Io): Promise<void> {
  const { signal } = io
  if (file === standard) {
    signal.throwIfAborted()
    io.stdout.write(bytes)
    return
  }
  await mkdir(dirname(file), { recursive: true }).catch(() => {})
  const part = join(dirname(file), `.${basename(file)}.${process.pid}.part`)
  try {
    await writeFile(part, bytes, { signal })
    signal.throwIfAborted()
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    signal.throwIfAborted()
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`-o ${file}: it can't be written (${code})`, { cause: error })
  }
}
