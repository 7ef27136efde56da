import { z } from 'zod'
import { paperSchema } from '../page/paper-schema.ts'

const positive = z.number().positive()
const seconds = z.number().min(0).max(60)

/** What LinuxCNC reads of a line, which of the controllers reads the longest. It is written once for every stroke there is. */
const longestLine = 255

/** Lines sent to a machine: printable ASCII, so that nothing in them can be taken for a control code. */
const machineLine = z.string().regex(/^[\x20-\x7e]*$/, 'expected printable ASCII')
type Lines = ReturnType<typeof linesOf>
const linesOf = (line: typeof machineLine) => z.array(line).max(20)

const motionSchema = z.strictObject({
  speedMmPerS: positive.max(2000),
  accelerationMmPerS2: positive.max(50_000),
})

const plotterUnits = z.number().int().min(-1_000_000).max(1_000_000)
const mmFromEdge = z.number().min(-5000).max(5000)

/**
 * A sheet as an HP-GL plotter sees it, laid with its long side along x. Limits are hard-clip limits in plotter units: from
 * (0, 0) to `maxX` and `maxY`, or `hardClip`, the four numbers that the plotter answers to `OH;` with this sheet loaded.
 */
const hpglPaperSchema = z
  .strictObject({
    paper: paperSchema,
    maxX: z.number().int().positive().optional(),
    maxY: z.number().int().positive().optional(),
    /** Lower left x and y, upper right x and y. */
    hardClip: z
      .tuple([plotterUnits, plotterUnits, plotterUnits, plotterUnits])
      .refine(([minX, minY, maxX, maxY]) => minX < maxX && minY < maxY, {
        error: 'expected the lower left corner and then the upper right one',
      })
      .optional(),
    /** Where plotter unit (0, 0) lies, in mm from the lower left corner of the sheet. */
    originXMm: mmFromEdge,
    originYMm: mmFromEdge,
    /** Argument of `PS`, which tells the plotter how large the loaded sheet is. */
    paperSelect: z.number().int().min(0).max(127).optional(),
  })
  .refine(
    ({ maxX, maxY, hardClip }) => (maxX !== undefined && maxY !== undefined) !== (hardClip !== undefined),
    'expected either maxX and maxY or hardClip',
  )

const svgDialectSchema = z.strictObject({ format: z.literal('svg') })

/** What a file holds beside the drawing is sent line by line; `penChange` as that of G-code, before each pen but the first. */
const hpglDialectSchema = (machineLines: Lines) =>
  z.strictObject({
    format: z.literal('hpgl'),
    start: machineLines.optional(),
    penChange: machineLines.optional(),
    end: machineLines.optional(),
    unitsPerMm: positive,
    /** Whether it takes `PE` of HP-GL/2; plotters from before 1988 do not. */
    polylineEncoded: z.boolean().default(false),
    /** What `VS` counts in, and how fast a pen draws that is told nothing; without it the speed is set on the machine. */
    speed: z.strictObject({ stepMmPerS: positive, usual: z.number().int().min(1).max(127) }).optional(),
    papers: z.array(hpglPaperSchema).min(1),
  })

/**
 * Snippets are sent line by line; `{pen}` and `{number}` in `penChange` stand for the pen's name and its number from 1,
 * `{power}` in `penDown` for what `power` gives where the line begins.
 */
const gcodeDialectSchema = (machineLines: Lines) =>
  z.strictObject({
    format: z.literal('gcode'),
    decimals: z.number().int().min(1).max(5),
    /** Whether it takes G2 and G3; without them arcs are drawn as lines. */
    arcs: z.boolean().default(false),
    /** How far before a line the tool gets up to speed and after it slows down, with its power off. */
    overscanMm: z.number().min(0).max(50).default(0),
    comment: z.enum(['parentheses', 'semicolon']),
    start: machineLines,
    penUp: machineLines.min(1),
    penDown: machineLines.min(1),
    penChange: machineLines.min(1),
    end: machineLines.min(1),
    /**
     * What S is where a laser draws nearly nothing and where it draws all the ink there is; between them it follows the
     * darkness to the power of `gamma`. Without it the tool knows on and off alone.
     */
    power: z
      .strictObject({
        least: z.number().int().min(0).max(100_000),
        most: z.number().int().min(1).max(100_000),
        gamma: z.number().min(0.1).max(10).default(1),
      })
      .refine(({ least, most }) => least <= most, 'expected least to be no more than most')
      .optional(),
  })

/**
 * A machine as data: its bed, pens, speeds and the language it is spoken to in. Lengths in mm, times in seconds.
 * `bed` is what the tool reaches; x runs along `widthMm`, y away from the origin.
 */
const deviceSchemaWith = (machineLines: Lines) =>
  z.strictObject({
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name like hp-7475a'),
    label: z.string().min(1).max(60),
    kind: z.enum(['plotter', 'laser', 'printer', 'cutter']),
    sentence: z.string().min(1).max(200),
    bed: z.strictObject({ widthMm: positive.max(5000), heightMm: positive.max(5000) }),
    /** The corner of the bed with coordinates (0, 0). From the top, y runs down; from the bottom, up. */
    origin: z.enum(['top-left', 'bottom-left']),
    pens: z
      .number()
      .int()
      .min(1)
      .max(16)
      .describe('Pens it changes by itself; others are changed in a pause'),
    draw: motionSchema,
    travel: motionSchema,
    /** How far the tool may leave a corner so as not to stop in it, as in GRBL's $11. */
    junctionDeviationMm: z.number().min(0).max(1),
    penUpS: seconds,
    penDownS: seconds,
    penChangeS: z.number().min(0).max(600),
    dialect: z
      .discriminatedUnion('format', [
        svgDialectSchema,
        hpglDialectSchema(machineLines),
        gcodeDialectSchema(machineLines),
      ])
      .refine(
        (dialect) =>
          dialect.format !== 'gcode' ||
          (dialect.power !== undefined) === dialect.penDown.some((line) => line.includes('{power}')),
        'expected {power} in penDown where there is power, and only there',
      ),
  })

export const deviceSchema = deviceSchemaWith(linesOf(machineLine.max(longestLine)))

/** The same as it may have been kept: lines had no longest length once, and a machine that is there has to be found to be mended. */
export const storedDeviceSchema = deviceSchemaWith(linesOf(machineLine))

export type Device = z.infer<typeof deviceSchema>
export type HpglDialect = z.infer<ReturnType<typeof hpglDialectSchema>>
export type HpglPaper = z.infer<typeof hpglPaperSchema>
export type GcodeDialect = z.infer<ReturnType<typeof gcodeDialectSchema>>
