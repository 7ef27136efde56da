import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '../errors.ts'
import { type Described, type EdgeModel, type Model, models, type SubjectModel } from './manifest.ts'

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
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value) && Array.isArray(value.models)) return value.models
  } catch (cause) {
    throw new ModelError('unusable', `${file}: this is not JSON`, { cause })
  }
  throw new ModelError('unusable', `${file}: expected { "models": [ … ] }`)
}

/** Reads one key of an entry: what `read` makes of its value, or `otherwise` where there is none. */
type Take = <T>(key: string, kind: Kind<T>, otherwise?: T) => T
/** What a value is to be, in words, and the value where it is that. */
type Kind<T> = { readonly expected: string; readonly read: (value: unknown) => T | undefined }

function readEntry(entry: unknown, where: string): Model {
  if (!isRecord(entry)) throw new ModelError('unusable', `${where}: expected an object`)
  const left = new Set(Object.keys(entry))
  const take: Take = (key, { expected, read }, otherwise) => {
    left.delete(key)
    if (entry[key] === undefined && otherwise !== undefined) return otherwise
    const value = read(entry[key])
    if (value !== undefined) return value
    const found = entry[key] === undefined ? 'nothing' : JSON.stringify(entry[key])
    throw new ModelError('unusable', `${where}.${key}: expected ${expected}, found ${found}`)
  }
  const model = take('kind', oneOf('subject', 'edges')) === 'edges' ? readEdges(take) : readSubject(take)
  for (const key of left) throw new ModelError('unusable', `${where}.${key}: there is no such key`)
  return model
}

function readSubject(take: Take): SubjectModel {
  return { kind: 'subject', ...readDescribed(take), inputPx: take('inputPx', whole(16, 4096)) }
}

function readEdges(take: Take): EdgeModel {
  return {
    kind: 'edges',
    ...readDescribed(take),
    inputPx: take<readonly [number, number] | null>('inputPx', size, null),
    stridePx: take('stridePx', whole(1, 512), 16),
    longestPx: take('longestPx', whole(64, 4096), 1280),
    channels: take('channels', oneOf('rgb', 'bgr'), 'rgb'),
    white: take('white', number(0), 1),
    output: take<string | null>('output', matching('the name of an output', /\S/), null),
    logits: take('logits', yesOrNo),
  }
}

function readDescribed(take: Take): Described {
  const name = take('name', matching('small letters, digits and dashes', /^[a-z0-9][a-z0-9-]{0,59}$/))
  return {
    name,
    label: take('label', matching('some words', /\S/), name),
    url: take<string | null>('url', matching('an http or https address', /^https?:\/\/\S+$/), null),
    sha256: take('sha256', matching('64 hexadecimal digits in small letters', /^[0-9a-f]{64}$/)),
    bytes: take('bytes', whole(1, 2 ** 32)),
    license: take('license', matching('the licence', /\S/)),
    mean: take('mean', three(Number.NEGATIVE_INFINITY), [0, 0, 0]),
    std: take('std', three(0), [1, 1, 1]),
  }
}

const yesOrNo: Kind<boolean> = {
  expected: 'true or false',
  read: (value) => (typeof value === 'boolean' ? value : undefined),
}

function oneOf<T extends string>(...choices: readonly T[]): Kind<T> {
  return {
    expected: choices.map((choice) => `"${choice}"`).join(' or '),
    read: (value) => choices.find((choice) => choice === value),
  }
}

function matching(expected: string, pattern: RegExp): Kind<string> {
  return { expected, read: (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined) }
}

/** A number above `below`. */
function number(below: number): Kind<number> {
  return {
    expected: Number.isFinite(below) ? `a number above ${below}` : 'a number',
    read: (value) =>
      typeof value === 'number' && Number.isFinite(value) && value > below ? value : undefined,
  }
}

function whole(least: number, most: number): Kind<number> {
  return {
    expected: `a whole number from ${least} to ${most}`,
    read: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
        ? value
        : undefined,
  }
}

/** Three numbers above `below`. */
function three(below: number): Kind<[number, number, number]> {
  const each = number(below)
  return {
    expected: `three numbers${Number.isFinite(below) ? ` above ${below}` : ''}`,
    read: (value) => {
      if (!Array.isArray(value) || value.length !== 3) return undefined
      const [a, b, c] = value.map(each.read)
      return a === undefined || b === undefined || c === undefined ? undefined : [a, b, c]
    },
  }
}

/** Width and height. */
const size: Kind<readonly [number, number]> = {
  expected: 'width and height in px, such as [512, 384]',
  read: (value) => {
    if (!Array.isArray(value) || value.length !== 2) return undefined
    const [width, height] = value.map(whole(16, 4096).read)
    return width === undefined || height === undefined ? undefined : [width, height]
  },
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
