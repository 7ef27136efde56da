import plotter from './machines/axidraw-v3.json' with { type: 'json' }
import gcode from './machines/grbl-servo.json' with { type: 'json' }
import hpgl from './machines/hp-7475a.json' with { type: 'json' }
import type { Device } from './schema.ts'

/** The machine a plain estimate is for. */
export const usualPlotter = plotter as Device

/** What a file is for where nobody says. Each alone, so that whoever writes one format carries one machine. */
export const usualHpgl = hpgl as Device
export const usualGcode = gcode as Device
