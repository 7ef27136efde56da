'use client'
import type { Device } from '@plotline/strokes'
import { useSyncExternalStore } from 'react'
import { deviceOf } from './device-list.ts'
import { createMachineMemory } from './machine-memory.ts'
import { useDevices } from './use-devices.ts'

const memory = createMachineMemory(() => window.localStorage)

/** The machine chosen last, on whichever page, and the way to choose another. The server and the first paint show the first that ships. */
export function useMachine(): { device: Device | null; choose: (name: string) => void } {
  const { all } = useDevices()
  const name = useSyncExternalStore(memory.subscribe, memory.recall, () => null)
  return { device: deviceOf(all, name), choose: memory.choose }
}
