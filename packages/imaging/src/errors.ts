/** Why a picture is refused. The message is one line a person understands. */
export type ImageErrorCode =
  | 'empty'
  | 'unsupported_type'
  | 'too_large'
  | 'unreadable'
  | 'decoder_missing'
  /** Ended by a signal from outside, as at a restart or by a system out of memory: no fault of the picture. */
  | 'decoder_killed'

export class ImageError extends Error {
  override readonly name = 'ImageError'
  readonly code: ImageErrorCode

  constructor(code: ImageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Why a model could not be used. */
export type ModelErrorCode = 'unknown' | 'missing' | 'download_failed' | 'wrong_checksum' | 'unusable'

export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly code: ModelErrorCode

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
