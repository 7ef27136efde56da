'use client'
import { WifiOff } from 'lucide-react'
import { useOnline } from '../api/use-online.ts'

/** Says that there is no network, and what still works. */
export function OfflineBar() {
  const online = useOnline()
  return (
    <div role="status">
      {online ? null : (
        <p className="flex items-center justify-center gap-2 bg-warning-wash px-4 py-2 text-center text-sm">
          <WifiOff size={16} strokeWidth={1.5} aria-hidden="true" className="shrink-0 text-warning" />
          No network. The studio's preview still works; ordering and downloads wait until you are back.
        </p>
      )}
    </div>
  )
}
