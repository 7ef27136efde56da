import { defaultModelsDir, listCachedModels } from '@plotline/imaging'
import { readArguments } from '../arguments.ts'
import { modelsDir } from '../env.ts'
import type { Io } from '../io.ts'
import { writeJson } from '../report.ts'

/** `plotline models`: the networks that ship and those of `models.json`, what each finds, and which of them lie here. */
export async function listModels(args: readonly string[], io: Io): Promise<void> {
  const { values } = readArguments(args, [], { json: { type: 'boolean', default: false } })
  const folder = modelsDir ?? defaultModelsDir()
  const models = await listCachedModels(folder)
  if (values.json) return writeJson(io, { modelsDir: folder, models })
  for (const { name, kind, label, bytes, license, cached, url } of models) {
    const state = cached ? 'here' : url === null ? 'not here, not to be fetched' : 'fetched on first use'
    io.stdout.write(
      `${name.padEnd(20)}${kind.padEnd(9)}${label}, ${(bytes / 1e6).toFixed(1)} MB, ${license}; ${state}\n`,
    )
  }
  io.stdout.write(`\nModels lie in ${folder}; models.json there adds your own, see docs/models.md\n`)
}
