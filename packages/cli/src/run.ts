import { convert } from './commands/convert.ts'
import { listDevices } from './commands/devices.ts'
import { isolate } from './commands/isolate.ts'
import { listModels } from './commands/models.ts'
import { plan } from './commands/plan.ts'
import { listStyles } from './commands/styles.ts'
import { vectorizeImage } from './commands/vectorize.ts'
import { isBadInput, oneLine } from './errors.ts'
import { usage } from './help.ts'
import type { Io } from './io.ts'

type Command = (args: readonly string[], io: Io) => Promise<void>

const commands: Readonly<Record<string, Command>> = {
  vectorize: vectorizeImage,
  plan,
  convert,
  isolate,
  styles: listStyles,
  devices: listDevices,
  models: listModels,
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
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const wrong = name === '' ? 'Expected a command' : `There is no command "${oneLine(name)}"`
    io.stderr.write(`plotline: ${wrong}; expected one of ${Object.keys(commands).join(', ')}, or --help\n`)
    return 2
  }
  try {
    await command(rest, io)
    return 0
  } catch (error) {
    if (io.stderr.isTTY) io.stderr.write('\r\u001b[K')
    if (io.signal.aborted) {
      io.stderr.write('plotline: interrupted\n')
      return 130
    }
    if (isBadInput(error)) {
      io.stderr.write(`plotline: ${oneLine(error.message)}\n`)
      return 2
    }
    io.stderr.write(
      `plotline: something broke on our side\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return 1
  }
}
