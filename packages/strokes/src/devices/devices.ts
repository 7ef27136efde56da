import { DrawingError } from '../geometry/drawing-error.ts'
import axidrawMinikit from './machines/axidraw-minikit.json' with { type: 'json' }
import axidrawSeA1 from './machines/axidraw-se-a1.json' with { type: 'json' }
import axidrawSeA2 from './machines/axidraw-se-a2.json' with { type: 'json' }
import axidrawSeA3 from './machines/axidraw-se-a3.json' with { type: 'json' }
import axidrawV3 from './machines/axidraw-v3.json' with { type: 'json' }
import axidrawV3Xlx from './machines/axidraw-v3-xlx.json' with { type: 'json' }
import grblLaser from './machines/grbl-laser.json' with { type: 'json' }
import grblServo from './machines/grbl-servo.json' with { type: 'json' }
import grblZ from './machines/grbl-z.json' with { type: 'json' }
import hp7440a from './machines/hp-7440a.json' with { type: 'json' }
import hp7475a from './machines/hp-7475a.json' with { type: 'json' }
import hp7550a from './machines/hp-7550a.json' with { type: 'json' }
import idrawA1 from './machines/idraw-a1.json' with { type: 'json' }
import idrawA3 from './machines/idraw-a3.json' with { type: 'json' }
import idrawA4 from './machines/idraw-a4.json' with { type: 'json' }
import marlinPen from './machines/marlin-pen.json' with { type: 'json' }
import nextdraw1117 from './machines/nextdraw-1117.json' with { type: 'json' }
import nextdraw2234 from './machines/nextdraw-2234.json' with { type: 'json' }
import nextdraw8511 from './machines/nextdraw-8511.json' with { type: 'json' }
import rolandDxy1100 from './machines/roland-dxy-1100.json' with { type: 'json' }
import vinylCutter from './machines/vinyl-cutter.json' with { type: 'json' }
import type { Device } from './schema.ts'

/**
 * One file each, in the order of menus. Reaches are those of the makers; hard-clip limits of plotters those of their
 * manuals, and where unit (0, 0) lies on a sheet follows from the default P1 and P2, which the manuals give as centered on
 * it (on a flatbed the sheet lies in the lower left corner). A sheet's lower left corner is work zero to G-code, which
 * leaves nothing to what ran before: mm, absolute, plane xy, feed per minute.
 */
const files = [
  axidrawV3,
  axidrawV3Xlx,
  axidrawMinikit,
  axidrawSeA3,
  axidrawSeA2,
  axidrawSeA1,
  nextdraw8511,
  nextdraw1117,
  nextdraw2234,
  idrawA4,
  idrawA3,
  idrawA1,
  hp7475a,
  hp7550a,
  hp7440a,
  rolandDxy1100,
  vinylCutter,
  grblServo,
  grblZ,
  grblLaser,
  marlinPen,
]

/**
 * Every machine that ships, by name. They are whole and valid as they lie there, which a test holds: what takes one need
 * not carry the schema.
 */
export const devices = Object.fromEntries(files.map((file) => [file.name, file])) as Readonly<
  Record<string, Device>
>

/** The machine with this name; throws `unknown_device` and lists those there are. */
export function findDevice(name: string): Device {
  if (Object.hasOwn(devices, name)) return devices[name]
  const shown = name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 40)
  throw new DrawingError(
    'unknown_device',
    `No device "${shown}"; there are ${Object.keys(devices).join(', ')}.`,
  )
}
