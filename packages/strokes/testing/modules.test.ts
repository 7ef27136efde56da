/// <reference types="node" />
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = new URL('../src/', import.meta.url)

test('no name is exported by two modules: they all stand in one file where they are bundled', async () => {
  const known = new Map<string, { value: unknown; file: string }>()
  const twice: string[] = []
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/(?<!\.test)\.ts$/.test(file)) continue
    const exported: Record<string, unknown> = await import(new URL(file, source).href)
    for (const [name, value] of Object.entries(exported)) {
      const other = known.get(name)
      if (other && other.value !== value) twice.push(`${name} in ${other.file} and ${file}`)
      known.set(name, { value, file })
    }
  }
  expect(twice).toEqual([])
})
