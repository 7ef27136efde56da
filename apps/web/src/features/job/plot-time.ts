import { type Device, type Drawing, drawingStats } from '@plotline/strokes'
import { shippedDevices } from '../machine/device-list.ts'

/** How long a plot takes, and the machine that this is the time of. */
export type PlotTime = { seconds: number; machine: string | undefined }

/** The time on `device`, reckoned from the strokes; until they are there the time that came with the job, on the machine it is for. */
export function plotTimeOf(
  result: { plotSeconds: number },
  drawing: Drawing | null,
  device: Device | null,
): PlotTime {
  const [reckoned] = shippedDevices
  if (!drawing || !device || device === reckoned)
    return { seconds: result.plotSeconds, machine: reckoned?.label }
  return { seconds: drawingStats(drawing, device).plotSeconds, machine: device.label }
}
