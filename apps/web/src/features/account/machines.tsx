'use client'
import { mostDevices, profileSchema } from '@plotline/services/contract'
import type { Device } from '@plotline/strokes'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button, IconButton } from '../../components/button.tsx'
import { formatSize } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { Settling } from '../../components/settling.tsx'
import { Toast } from '../../components/toast.tsx'
import { call } from '../api/call.ts'
import { useAction } from '../api/use-action.ts'
import { MachineDialog } from './machine-dialog.tsx'

type Devices = Record<string, Device>
const languages = { svg: 'SVG', hpgl: 'HPGL', gcode: 'G-code' } as const
const icon = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const

/** The machines one keeps: added from a ready-made one, changed, taken away and brought back. */
export function Machines({ kept }: { kept: Devices }) {
  const router = useRouter()
  const [devices, setDevices] = useState(kept)
  /** What the dialog is open for: a machine, or a new one. */
  const [editing, setEditing] = useState<Device | 'new' | null>(null)
  const [gone, setGone] = useState<Device | null>(null)
  const own = Object.values(devices).toSorted((a, b) => a.label.localeCompare(b.label, 'en'))

  const change = async (patch: Record<string, Device | null>) => {
    const profile = await call(profileSchema, '/api/user/profile', {
      method: 'PATCH',
      body: { devices: patch },
    })
    setDevices(profile.devices)
    // The lists of machines on other pages are the server's.
    router.refresh()
  }
  const remove = useAction(async (device: Device) => {
    await change({ [device.name]: null })
    setGone(device)
  })
  const bringBack = useAction(async (device: Device) => change({ [device.name]: device }))
  const failure = remove.error ?? bringBack.error
  const isFull = own.length >= mostDevices
  return (
    <div className="grid gap-4">
      <p className="max-w-[60ch] text-sm text-quiet">
        What differs from the ready-made machines: another bed, another servo, other lines at the start. Yours
        come first wherever a machine is chosen.
      </p>
      {failure ? (
        <Notice tone="danger" live>
          {failure}
        </Notice>
      ) : null}
      {own.length > 0 ? (
        <Settling meaning={own.map(({ name }) => name).join()}>
          <ul aria-label="Your machines" className="grid divide-y rounded-md border">
            {own.map((device) => (
              <li key={device.name} className="flex items-center gap-1 py-2 pr-2 pl-4">
                <div className="grid min-w-0 flex-1 gap-0.5">
                  <p className="truncate font-[550]">{device.label}</p>
                  <p className="figures text-xs text-quiet">
                    {languages[device.dialect.format]} · {formatSize(device.bed.widthMm, device.bed.heightMm)}{' '}
                    · {device.name}
                  </p>
                </div>
                <IconButton name={`Change ${device.label}`} onClick={() => setEditing(device)}>
                  <Pencil {...icon} />
                </IconButton>
                <IconButton
                  name={`Delete ${device.label}`}
                  disabled={remove.busy}
                  onClick={() => void remove.run(device)}
                >
                  <Trash2 {...icon} />
                </IconButton>
              </li>
            ))}
          </ul>
        </Settling>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={isFull} onClick={() => setEditing('new')}>
          <Plus {...icon} />
          Add a machine
        </Button>
        {isFull ? (
          <p className="text-sm text-quiet">
            {mostDevices} machines are all that are kept. Delete one first.
          </p>
        ) : null}
      </div>
      {editing ? (
        <MachineDialog
          device={editing === 'new' ? null : editing}
          taken={own.map(({ name }) => name)}
          onClose={() => setEditing(null)}
          onSave={async (device, was) => {
            await change({ ...(was && was !== device.name ? { [was]: null } : {}), [device.name]: device })
            setEditing(null)
          }}
        />
      ) : null}
      <Toast
        open={gone !== null}
        onOpenChange={(open) => !open && setGone(null)}
        {...(gone ? { action: { label: 'Undo', onPress: () => void bringBack.run(gone) } } : {})}
      >
        {gone ? `${gone.label} is deleted.` : ''}
      </Toast>
    </div>
  )
}
