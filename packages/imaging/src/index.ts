export { type DecodeOptions, decodeImage } from './decode/decode.ts'
export { ImageError, type ImageErrorCode, ModelError, type ModelErrorCode } from './errors.ts'
export { type ImageInfo, inspectImage, maxPixels } from './inspect.ts'
