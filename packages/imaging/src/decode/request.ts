import type { ImageInfo } from '@plotline/vectorizer'
import type { ImageErrorCode } from '../errors.ts'

/** What the decoder process is asked; the file's bytes follow on its stdin. */
export type DecodeRequest = {
  readonly info: ImageInfo
  readonly bytes: number
  readonly maxPx: number
  readonly limits: DecodeLimits
}

/** Processor time rather than wall time: a busy machine must not refuse a good photo, a loop must not go on. */
export type DecodeLimits = {
  readonly cpuMs: number
  readonly residentBytes: number
}

/** One line of JSON on file descriptor 3; after an ok, `width * height * 4` bytes of RGBA. */
export type DecodeReply =
  | {
      readonly ok: true
      readonly width: number
      readonly height: number
      readonly warnings: readonly string[]
    }
  | { readonly ok: false; readonly code: ImageErrorCode; readonly message: string }

/** Interleaved 8-bit pixels on their way out of the decoder, and what is to be told of them. */
export type Pixels = {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  readonly warnings: readonly string[]
}

export const replyDescriptor = 3
