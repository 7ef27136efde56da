import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Lays a model into a folder of models and describes it in the folder's `models.json`, after those described before.
 * `told` adds to its description or replaces parts of it.
 */
export async function registerModel(
  folder: string,
  name: string,
  content: Uint8Array,
  told: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const registry = join(folder, 'models.json')
  const before = await readFile(registry, 'utf8').then(
    (text) => JSON.parse(text).models,
    () => [],
  )
  const model = {
    name,
    kind: 'edges',
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    license: 'Apache-2.0',
    logits: false,
    ...told,
  }
  await writeFile(join(folder, `${name}.onnx`), content)
  await writeFile(registry, JSON.stringify({ models: [...before, model] }))
}
