'use client'
import type { Device } from '@plotline/strokes'
import { useMemo } from 'react'
import { allDevices } from './device-list.ts'
import { useOwnDevices } from './own-devices.tsx'

/** The viewer's own machines, and all there are with those that ship. */
export function useDevices(): { own: readonly Device[]; all: readonly Device[] } {
  const own = useOwnDevices()
  return useMemo(() => ({ own, all: allDevices(own) }), [own])
}
