/// <reference types="node" />
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = new URL('../src/', import.meta.url)

test('no name is exported by two modules: they all stand in one file where they are bundled', async () => {
  const owners = new Map<unknown, string>()
  const names = new Map<string, unknown>()
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/(?<!\.test)\.ts$/.test(file)) continue
    const exported: Record<string, unknown> = await import(new URL(file, source).href)
    for (const [name, value] of Object.entries(exported)) {
      const other = owners.get(names.get(name)) ?? ''
      expect(!names.has(name) || names.get(name) === value, `${name} in ${file} and ${other}`).toBe(true)
      names.set(name, value)
      owners.set(value, file)
    }
  }
})
