'use client'
import type { Device } from '@plotline/vectorizer'
import { useSyncExternalStore } from 'react'
import { deviceOf } from './device-field.tsx'
import { createMachineMemory } from './machine-memory.ts'

const memory = createMachineMemory(() => window.localStorage)

/** The machine chosen last, on whichever page, and the way to choose another. The server and the first paint show the first known. */
export function useMachine(): { device: Device | null; choose: (name: string) => void } {
  const name = useSyncExternalStore(memory.subscribe, memory.recall, () => null)
  return { device: deviceOf(name), choose: memory.choose }
}
