'use client'
import type { Device } from '@plotline/strokes'
import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ChoiceField } from '../../components/field.tsx'
import { Form } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAction } from '../api/use-action.ts'
import { shippedDevices } from '../machine/device-list.ts'
import { checkDraft, copyOf, type DraftProblem, nameFor } from './machine-draft.ts'
import { MachineFields, shownPaths } from './machine-fields.tsx'
import { readDeviceText, type TextProblem, textOf } from './machine-json.ts'
import { MachineText } from './machine-text.tsx'

type MachineDialogProps = {
  /** The machine that is changed; null for a new one. */
  device: Device | null
  /** Names of one's machines. */
  taken: readonly string[]
  onClose: () => void
  /** `was` is the name it had. Throws where it could not be kept. */
  onSave: (device: Device, was: string | null) => Promise<void>
}

/** A machine as a form and as JSON, two sides of the same draft. */
export function MachineDialog({ device, taken, onClose, onSave }: MachineDialogProps) {
  const [template, setTemplate] = useState(shippedDevices[0]?.name ?? '')
  const [draft, setDraft] = useState<Device | null>(
    () => device ?? (shippedDevices[0] ? copyOf(shippedDevices[0], taken) : null),
  )
  /** The draft as text while that side is shown. */
  const [text, setText] = useState<string | null>(null)
  const [problems, setProblems] = useState<readonly DraftProblem[]>([])
  const [textProblems, setTextProblems] = useState<readonly TextProblem[]>([])
  const save = useAction(onSave)
  if (!draft) return null

  const change = (next: Device) => {
    // A new machine is called by its label; one that is kept keeps its name, which files and bookmarks may use.
    const isCalledAnew = !device && next.label !== draft.label
    setDraft(isCalledAnew ? { ...next, name: nameFor(next.label, taken) } : next)
    setProblems([])
  }
  const begin = (name: string) => {
    const chosen = shippedDevices.find((shipped) => shipped.name === name)
    if (!chosen) return
    const copy = copyOf(chosen, taken)
    setTemplate(name)
    setDraft(copy)
    setProblems([])
    if (text !== null) setText(textOf(copy))
  }
  /** The device that the text says, or null with its problems shown. */
  const readText = (written: string): Device | null => {
    const read = readDeviceText(written)
    setTextProblems(read.problems ?? [])
    return read.device ?? null
  }
  const turn = (side: string) => {
    setProblems([])
    setTextProblems([])
    if (side === 'json') return setText(textOf(draft))
    const read = text === null ? draft : readText(text)
    if (!read) return
    setDraft(read)
    setText(null)
  }
  const submit = () => {
    const written = text === null ? draft : readText(text)
    if (!written) return
    const checked = checkDraft(written)
    if ('problems' in checked) return setProblems(checked.problems)
    const { name } = checked.device
    if (name !== device?.name && taken.includes(name)) {
      return setProblems([{ path: 'name', message: `you have another machine named ${name}` }])
    }
    void save.run(checked.device, device?.name ?? null)
  }
  const unplaced = problems.filter(
    ({ path }) => text !== null || !shownPaths.some((shown) => isWithin(path, shown)),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      wide
      title={device ? `Change ${device.label}` : 'Add a machine'}
      description={
        device ? undefined : 'Begin with the ready-made one that is nearest, and change what differs.'
      }
    >
      <Form onSubmit={submit}>
        {device ? null : (
          <ChoiceField
            label="Begin with"
            value={template}
            choices={shippedDevices.map(({ name, label }) => [name, label])}
            onChange={begin}
          />
        )}
        <Tabs.Root value={text === null ? 'fields' : 'json'} onValueChange={turn} className="grid gap-4">
          <Tabs.List aria-label="Edit as" className="flex gap-5 border-b">
            <Side value="fields">Fields</Side>
            <Side value="json">JSON</Side>
          </Tabs.List>
          <Tabs.Content value="fields">
            <MachineFields draft={draft} problems={problems} onChange={change} />
          </Tabs.Content>
          <Tabs.Content value="json">
            <MachineText
              text={text ?? ''}
              filename={draft.name}
              problems={textProblems}
              onChange={(next) => {
                setText(next)
                setTextProblems([])
                setProblems([])
              }}
            />
          </Tabs.Content>
        </Tabs.Root>
        {unplaced.map(({ path, message }) => (
          <Notice key={`${path} ${message}`} tone="danger" live>
            {[path, message].filter(Boolean).join(': ')}
          </Notice>
        ))}
        {save.error ? (
          <Notice tone="danger" live>
            {save.error}
          </Notice>
        ) : null}
        <Button type="submit" look="primary" size="lg" busy={save.busy}>
          {device ? 'Keep the changes' : 'Add the machine'}
        </Button>
      </Form>
    </Dialog>
  )
}

const Side = ({ value, children }: { value: string; children: string }) => (
  <Tabs.Trigger
    value={value}
    className="-mb-px min-h-9 border-b-2 border-transparent text-sm font-[550] text-quiet hover:text-ink data-[state=active]:border-blue data-[state=active]:text-ink"
  >
    {children}
  </Tabs.Trigger>
)

const isWithin = (path: string, parent: string) => path === parent || path.startsWith(`${parent}.`)
