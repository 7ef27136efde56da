import { z } from 'zod'
import { expectedPaper, paperNames, sizeOfSides } from './papers.ts'

// Apart from the papers themselves: who lays out a sheet need not carry zod.
const measuresSchema = z
  .templateLiteral([z.number(), 'x', z.number(), z.enum(['', 'mm', 'in'])])
  .refine((text) => sizeOfSides(text) !== null, expectedPaper)

/** A paper as people write it in recipes and requests. */
export const paperSchema = z
  .union([z.enum(paperNames), measuresSchema], { error: expectedPaper })
  .describe(`One of ${paperNames.join(', ')}, or two sides such as 200x300 (mm) or 9x12in`)
