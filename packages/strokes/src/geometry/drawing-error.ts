/** Why a drawing, a device or a file could not be used. Closed: callers map each to their own words. */
export const drawingErrorCodes = [
  'bad_drawing',
  'empty_drawing',
  'unknown_device',
  'wrong_device',
  'outside_bed',
  'too_large',
] as const
export type DrawingErrorCode = (typeof drawingErrorCodes)[number]

/** An input the engine refuses; `message` is one line that a person can act on. */
export class DrawingError extends Error {
  readonly code: DrawingErrorCode

  constructor(code: DrawingErrorCode, message: string) {
    super(message)
    this.name = 'DrawingError'
    this.code = code
  }
}
