import { isLaidOnSide } from '../../devices/fits-bed.ts'
import type { Device } from '../../devices/schema.ts'
import type { Sheet } from '../../types.ts'
import type { Position } from '../ordering/travel.ts'

/** Where a program's last lines send the tool, in the machine's own coordinates; an axis they don't name stays. */
type BedGoal = { readonly x?: number; readonly y?: number }

/** Where on the sheet the pen is before the first stroke: at the machine's zero. */
export function startOf(sheet: Sheet, device: Device): Position {
  return onSheet({ x: 0, y: 0 }, { x: 0, y: 0 }, sheet, device)
}

/**
 * Where the pen goes from where the last stroke left it: software that takes SVG rides back to the start, G-code goes
 * where the lines at its end say, and an HP-GL plotter puts the pen away and is sent nowhere.
 */
export function homeFrom(at: Position, sheet: Sheet, device: Device): Position {
  const { dialect } = device
  if (dialect.format === 'svg') return startOf(sheet, device)
  return dialect.format === 'gcode' ? onSheet(goalOf(dialect.end), at, sheet, device) : at
}

/** A place on the bed as one on the sheet that lies there; an axis without a number stays where it is. */
function onSheet({ x, y }: BedGoal, at: Position, sheet: Sheet, device: Device): Position {
  const { widthMm, heightMm } = sheet
  const isUp = device.origin === 'bottom-left'
  // The other machines' sheets are turned by the software, or by whoever loads them.
  if (device.dialect.format === 'gcode' && isLaidOnSide(sheet, device)) {
    return { x: y === undefined ? at.x : isUp ? y : widthMm - y, y: x ?? at.y }
  }
  return { x: x ?? at.x, y: y === undefined ? at.y : isUp ? heightMm - y : y }
}

/** What `G0`, `G1` and homing (`G28`) among these lines come to, as far as they are absolute. */
function goalOf(lines: readonly string[]): BedGoal {
  let goal: BedGoal = {}
  for (const line of lines) {
    const words = line.replaceAll(/\(.*?\)|;.*/g, '').toUpperCase()
    if (/G9[12](?![\d.])/.test(words)) break
    const isHoming = /G28(?!\d)/.test(words)
    if (!isHoming && !/(?:^|[^A-Z])G0?[01](?![\d.])|^\s*(?:N\d+\s*)?[XY]/.test(words)) continue
    const axis = (name: 'X' | 'Y') => {
      const [, number] = new RegExp(`${name}\\s*(-?\\d*\\.?\\d*)`).exec(words) ?? []
      if (isHoming) return number !== undefined || !/[XYZ]/.test(words) ? 0 : undefined
      return number === undefined || number === '' ? undefined : Number(number)
    }
    const [x, y] = [axis('X'), axis('Y')]
    goal = { ...goal, ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) }
  }
  return goal
}
