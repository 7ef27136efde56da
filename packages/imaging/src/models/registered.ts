import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ModelError } from '../errors.ts'
import { type Model, models } from './manifest.ts'

/** Workers tell the names of their models all together: `workers_edge_models_count` in the database is this too. */
const mostModels = 100
/** Of what was found in place of what was expected. */
const shownLength = 80

/** Where a person describes models of their own: `{ "models": [ … ] }`, each entry as docs/models.md says. */
export function registryFile(modelsDir: string): string {
  return join(modelsDir, 'models.json')
}

/**
 * The models that `models.json` in `modelsDir` describes, in its order; none where there is no such file. Throws
 * `ModelError` `unusable` that names the file, the key and what was expected there.
 */
export async function readRegistered(modelsDir: string): Promise<readonly Model[]> {
  const file = registryFile(modelsDir)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new ModelError('unusable', `${file} can't be read (${error.code})`, { cause: error })
  })
  if (text === null) return []
  const taken = new Set(models.map(({ name }) => name))
  return entriesOf(file, text).map((entry, index) => {
    const model = readEntry(entry, `${file}: models[${index}]`)
    if (taken.has(model.name)) {
      throw new ModelError(
        'unusable',
        `${file}: models[${index}].name: there is a model "${model.name}" already`,
      )
    }
    taken.add(model.name)
    return model
  })
}

function entriesOf(file: string, text: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new ModelError('unusable', `${file}: this is not JSON`, { cause })
  }
  const parsed = z.strictObject({ models: z.array(z.unknown()) }).safeParse(value)
  if (!parsed.success) throw new ModelError('unusable', `${file}: expected { "models": [ … ] }`)
  const { models: entries } = parsed.data
  if (entries.length <= mostModels) return entries
  throw new ModelError('unusable', `${file}: expected at most ${mostModels} models, found ${entries.length}`)
}

const three = (below: number, expected: string) => {
  const each = z.number(expected).gt(below, expected)
  return z.tuple([each, each, each], expected).readonly()
}
const whole = (least: number, most: number) => {
  const expected = `expected a whole number from ${least} to ${most}`
  return z.int(expected).min(least, expected).max(most, expected)
}
const words = (expected: string) => z.string(expected).regex(/\S/, expected)
const name = 'expected small letters, digits and dashes'
const hash = 'expected 64 hexadecimal digits in small letters'
const address = 'expected an http or https address'
const size = 'expected width and height in px, such as [512, 384]'

const described = {
  name: z.string(name).regex(/^[a-z0-9][a-z0-9-]{0,59}$/, name),
  label: words('expected some words').optional(),
  url: z
    .url({ protocol: /^https?$/, error: address })
    .nullable()
    .default(null),
  sha256: z.string(hash).regex(/^[0-9a-f]{64}$/, hash),
  bytes: whole(1, 2 ** 32),
  license: words('expected the licence'),
  mean: three(Number.NEGATIVE_INFINITY, 'expected three numbers').default([0, 0, 0]),
  std: three(0, 'expected three numbers above 0').default([1, 1, 1]),
}

const modelSchema = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('subject'), ...described, inputPx: whole(16, 4096) }),
      z.strictObject({
        kind: z.literal('edges'),
        ...described,
        inputPx: z
          .tuple([whole(16, 4096), whole(16, 4096)], size)
          .readonly()
          .nullable()
          .default(null),
        stridePx: whole(1, 512).default(16),
        longestPx: whole(64, 4096).default(1280),
        channels: z.enum(['rgb', 'bgr'], 'expected "rgb" or "bgr"').default('rgb'),
        white: z.number('expected a number above 0').gt(0, 'expected a number above 0').default(1),
        output: words('expected the name of an output').nullable().default(null),
        logits: z.boolean('expected true or false'),
      }),
    ],
    'expected an object whose kind is "subject" or "edges"',
  )
  .transform((model): Model => ({ ...model, label: model.label ?? model.name }))

function readEntry(entry: unknown, where: string): Model {
  const parsed = modelSchema.safeParse(entry)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const key = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  if (issue.code === 'unrecognized_keys') {
    throw new ModelError(
      'unusable',
      `${where}${key}.${issue.keys[0]?.slice(0, shownLength)}: there is no such key`,
    )
  }
  const found = issue.path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown>)?.[part],
    entry,
  )
  const shown = found === undefined ? 'nothing' : JSON.stringify(found).slice(0, shownLength)
  throw new ModelError('unusable', `${where}${key}: ${issue.message}, found ${shown}`)
}
