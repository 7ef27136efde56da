import { expect, test } from 'vitest'
import { createMachineMemory } from './machine-memory.ts'

function storageOf(kept: Map<string, string>) {
  return () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
}

const refusing = (): Storage => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

test('a machine chosen on one page is found by the next load', () => {
  const kept = new Map<string, string>()
  const first = createMachineMemory(storageOf(kept))
  expect(first.recall()).toBeNull()
  first.choose('hp-7475a')
  expect(first.recall()).toBe('hp-7475a')
  expect(createMachineMemory(storageOf(kept)).recall()).toBe('hp-7475a')
})

test('whoever looks is told of a choice, until they look away', () => {
  const memory = createMachineMemory(storageOf(new Map()))
  const seen: (string | null)[] = []
  const leave = memory.subscribe(() => seen.push(memory.recall()))
  memory.choose('grbl-laser')
  leave()
  memory.choose('hp-7475a')
  expect(seen).toEqual(['grbl-laser'])
})

test('another tab changes nothing on a page that has looked', () => {
  const kept = new Map<string, string>()
  const here = createMachineMemory(storageOf(kept))
  const there = createMachineMemory(storageOf(kept))
  here.choose('hp-7475a')
  there.choose('axidraw-v3')
  expect(here.recall()).toBe('hp-7475a')
})

test('a browser that keeps nothing still holds the choice while the page lives', () => {
  const memory = createMachineMemory(refusing)
  expect(memory.recall()).toBeNull()
  memory.choose('hp-7475a')
  expect(memory.recall()).toBe('hp-7475a')
})
