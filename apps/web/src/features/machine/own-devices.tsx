'use client'
import type { Device } from '@plotline/strokes'
import { createContext, type ReactNode, useContext } from 'react'

const OwnDevices = createContext<readonly Device[]>([])

/** Tells the pages below which machines the viewer keeps in their account. On every page: it brings no engine along. */
export function OwnDevicesProvider({ own, children }: { own: readonly Device[]; children: ReactNode }) {
  return <OwnDevices value={own}>{children}</OwnDevices>
}

/** The machines the viewer keeps. */
export const useOwnDevices = (): readonly Device[] => useContext(OwnDevices)
