import { isBadInput, oneLine, tellBadInput } from './errors.ts'
import { usage } from './help.ts'
import type { Io } from './io.ts'
import { readVersion } from './version.ts'

type Command = (args: readonly string[], io: Io) => Promise<void>

/** Each is loaded when it is called for: planning a drawing needs no image library. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  vectorize: async () => (await import('./commands/vectorize.ts')).vectorizeImage,
  plan: async () => (await import('./commands/plan.ts')).plan,
  convert: async () => (await import('./commands/convert.ts')).convert,
  isolate: async () => (await import('./commands/isolate.ts')).isolate,
  styles: async () => (await import('./commands/styles.ts')).listStyles,
  devices: async () => (await import('./commands/devices.ts')).listDevices,
  models: async () => (await import('./commands/models.ts')).listModels,
}

/**
 * Runs one command line and answers its exit code: 0 done, 2 for a file or flag that can't be used (one line on
 * stderr), 130 when interrupted, 1 for a fault of ours.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name = '', ...rest] = args
  if (
    name === '--help' ||
    name === '-h' ||
    name === 'help' ||
    rest.includes('--help') ||
    rest.includes('-h')
  ) {
    io.stdout.write(usage)
    return 0
  }
  if (name === '--version') {
    io.stdout.write(`${readVersion()}\n`)
    return 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    const wrong = name === '' ? 'Expected a command' : `There is no command "${oneLine(name)}"`
    io.stderr.write(`plotline: ${wrong}; expected one of ${Object.keys(commands).join(', ')}, or --help\n`)
    return 2
  }
  try {
    const command = await load()
    await command(rest, io)
    return 0
  } catch (error) {
    if (io.stderr.isTTY) io.stderr.write('\r\u001b[K')
    if (io.signal.aborted) {
      io.stderr.write('plotline: interrupted\n')
      return 130
    }
    if (isBadInput(error)) {
      tellBadInput(io, error)
      return 2
    }
    io.stderr.write(
      `plotline: something broke on our side\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return 1
  }
}
