import { z } from 'zod'

const knob = z.number().min(0).max(1)

/**
 * The four things a person changes. 0 … 1, `.5` is the setting picked from the image; the styles turn
 * them into their own parameters, and a value given under the style's own key wins.
 */
export const knobsSchema = z
  .strictObject({
    detail: knob.default(0.5).describe('How small a thing is still drawn'),
    darkness: knob.default(0.5).describe('How dark the drawing is'),
    smoothness: knob.default(0.5).describe('How smooth the strokes are'),
    density: knob.default(0.5).describe('How close the hatching is'),
  })
  .prefault({})
export type Knobs = Readonly<z.output<typeof knobsSchema>>
