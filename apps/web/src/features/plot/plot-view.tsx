'use client'
import { downloadName, type Job, type pdfWatermark } from '@plotline/services/contract'
import { type Device, noPlanSteps, type PlanSteps } from '@plotline/strokes'
import Link from 'next/link'
import { useEffect, useMemo, useState } from 'react'
import { ButtonLink } from '../../components/button.tsx'
import { formatStrokes } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { pageOf } from '../job/job-settings.ts'
import { DeviceField } from '../machine/device-field.tsx'
import { useDevices } from '../machine/use-devices.ts'
import { useMachine } from '../machine/use-machine.ts'
import { StatsLine } from '../sheet/stats-line.tsx'
import { plainForm } from './files/file-form.ts'
import { PlotFiles } from './files/plot-files.tsx'
import { keepSetup, recallSetup } from './kept-setup.ts'
import { layersByPen, type PenPlan } from './pens/pens.ts'
import { PensList } from './pens/pens-list.tsx'
import { arrangementOf, drawnAt, fitted, type Place, placeAsDrawn, sheetFor } from './place.ts'
import { PlacePanel } from './place-panel.tsx'
import type { PlotSetup } from './plot-messages.ts'
import { PlotStage, type Spot } from './plot-stage.tsx'
import { SortingPanel } from './sorting-panel.tsx'
import { StrokesPanel } from './strokes-panel.tsx'
import { usePlayer } from './use-player.ts'
import { usePlot } from './use-plot.ts'

/** Strokes as they are stored; `order` is what sorting for travel or time begins with. */
const stored: PlanSteps = { ...noPlanSteps, sort: 'as-drawn', order: 'good' }

/** Sets up the plot of a finished drawing: machine, place, pens, order; shows it as the machine will do it; saves it. */
export function PlotView({ job, account }: { job: Job; account: Account }) {
  const { device, choose } = useMachine()
  if (!device) return null
  return <PlotDesk job={job} account={account} device={device} onDevice={choose} />
}

type Account = Parameters<typeof pdfWatermark>[0]
type PlotDeskProps = { job: Job; account: Account; device: Device; onDevice: (name: string) => void }

function PlotDesk({ job, account, device, onDevice }: PlotDeskProps) {
  const { all } = useDevices()
  const [place, setPlace] = useState<Place | null>(null)
  const [pens, setPens] = useState<PenPlan>({ layers: [], omitted: [], drawnWith: {}, widthsMm: {} })
  const [steps, setSteps] = useState<PlanSteps>(stored)
  const [hidesCovered, setHidesCovered] = useState(false)
  const [fromPercent, setFromPercent] = useState(0)
  const [form, setForm] = useState(plainForm)
  const { paper, paperColor } = pageOf(job)
  const setup = useMemo<PlotSetup | null>(
    () =>
      place
        ? {
            arrangement: arrangementOf(place, sheetFor(place, device, paperColor)),
            pens,
            hidesCovered,
            steps,
            fromPercent,
          }
        : null,
    [place, device, paperColor, pens, hidesCovered, steps, fromPercent],
  )
  const { opened, planned, busy, problem, write } = usePlot(job, setup, device)
  const player = usePlayer(planned)

  useEffect(() => {
    if (!opened) return
    const kept = recallSetup(() => sessionStorage, job.id, opened.pens.length)
    setPlace(kept?.place ?? placeAsDrawn(opened, paper))
    const layers = opened.pens.map((_, layer) => layer)
    setPens(kept?.pens ?? { layers, omitted: [], drawnWith: {}, widthsMm: {} })
    setSteps(kept?.steps ?? stored)
    setHidesCovered(kept?.hidesCovered ?? false)
    setFromPercent(kept?.fromPercent ?? 0)
    setForm(kept?.form ?? plainForm)
  }, [opened, job.id, paper])
  useEffect(() => {
    const kept = { pens, steps, hidesCovered, fromPercent, form }
    if (place) keepSetup(() => sessionStorage, job.id, { place, ...kept })
  }, [job.id, place, pens, steps, hidesCovered, fromPercent, form])

  const sheet = place ? sheetFor(place, device, paperColor) : null
  const wanted = place && opened ? spotOf(place, drawnAt(opened, place)) : null
  const was = planned?.setup.arrangement
  const shown = was && opened && was.turnDeg === place?.turnDeg ? spotOf(was, drawnAt(opened, was)) : null
  const chooseDevice = (name: string) => {
    onDevice(name)
    const next = all.find((other) => other.name === name)
    if (place?.paper === 'bed' && opened && next) {
      setPlace(fitted(opened, place, sheetFor(place, next, paperColor)))
    }
  }
  return (
    <main
      id="content"
      className="flex flex-col lg:grid lg:h-[calc(100dvh-3.5rem)] lg:min-h-[30rem] lg:grid-cols-[minmax(0,1fr)_24rem]"
    >
      <div className="flex min-w-0 flex-col border-b lg:min-h-0 lg:border-b-0">
        <div className="flex h-[56dvh] min-h-80 flex-col lg:h-auto lg:min-h-0 lg:flex-1">
          {sheet ? (
            <PlotStage
              sheet={sheet}
              drawing={planned?.drawing ?? null}
              wanted={wanted}
              shown={shown}
              label={`The plot of ${job.filename}${planned ? `, ${formatStrokes(planned.after.strokes)}` : ''}`}
              player={player}
              onMove={(xMm, yMm) => setPlace((now) => now && { ...now, xMm, yMm })}
              onResize={(widthMm) => setPlace((now) => now && { ...now, widthMm })}
            />
          ) : (
            <p role="status" className="m-auto text-sm text-quiet">
              {problem ? '' : 'Fetching the strokes'}
            </p>
          )}
        </div>
        {planned ? (
          <div className="grid min-h-[4.25rem] shrink-0 content-center gap-1 border-t px-4 py-2.5">
            {planned.warnings.map((warning) => (
              <p key={warning} role="status" className="text-center text-sm text-warning">
                {warning}
              </p>
            ))}
            <StatsLine stats={planned.after} device={device.label} />
          </div>
        ) : null}
      </div>
      <aside
        aria-label="This plot"
        className="relative grid content-start gap-6 overflow-y-auto p-4 sm:p-6 lg:border-l"
      >
        <div className="grid gap-1">
          <h1 className="text-lg">Set up the plot</h1>
          <p className="truncate text-sm text-quiet" title={job.filename}>
            {job.filename}
          </p>
        </div>
        {problem ? <Notice tone="danger">{problem}</Notice> : null}
        <DeviceField
          label="Machine"
          hint={
            <>
              Another one?{' '}
              <Link href="/account#machines" className="link">
                Add your own
              </Link>
            </>
          }
          value={device.name}
          onChange={chooseDevice}
        />
        {opened && place ? (
          <>
            <PlacePanel opened={opened} place={place} device={device} onChange={setPlace} />
            <PensList
              opened={opened}
              planned={planned}
              plan={pens}
              onChange={setPens}
              steps={steps}
              onSteps={setSteps}
            />
            <SortingPanel steps={steps} planned={planned} busy={busy} onChange={setSteps} />
            <StrokesPanel
              steps={steps}
              onChange={setSteps}
              hasCovers={opened.hasCovers}
              hidesCovered={hidesCovered}
              onHidesCovered={setHidesCovered}
              fromPercent={fromPercent}
              onFromPercent={setFromPercent}
            />
            <PlotFiles
              device={device}
              nameOf={(extension) => downloadName(job, extension, device.name)}
              pens={layersByPen(pens).length}
              form={form}
              onForm={setForm}
              account={account}
              ready={planned !== null && problem === null}
              write={write}
            />
          </>
        ) : null}
        <ButtonLink href={`/jobs/${job.id}`} look="plain">
          Back to the drawing
        </ButtonLink>
      </aside>
    </main>
  )
}

const spotOf = (
  { xMm, yMm }: Pick<Place, 'xMm' | 'yMm'>,
  { widthMm, heightMm }: { widthMm: number; heightMm: number },
): Spot => ({ xMm, yMm, widthMm, heightMm })
