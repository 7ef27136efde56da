/** Image files before they are pixels, and what is done to those: the same in the browser, the decoder and the services. */

export type { Raster } from '@plotline/strokes'
export { bytes32, pngChunk, pngSignature } from '@plotline/strokes/write/png/png-chunk'
export { type Cicp, unspecified } from './color/cicp.ts'
export { convertToSrgb, type Samples } from './color/convert.ts'
export { encodingOf, type PixelEncoding } from './color/encoding.ts'
export { isUntaggedPq, pqOfBt2020 } from './color/untagged.ts'
export {
  type Examination,
  examineImage,
  type ImageInfo,
  type ImageRefusal,
  imageTypesInWords,
} from './examine.ts'
export { finishPicture } from './finish.ts'
export type { PictureAt } from './header/header.ts'
export { readHeifColor } from './header/heif.ts'
export { readJpegHeader } from './header/jpeg.ts'
export { type DecodeBudget, decodeBudget, maxMegapixels, megapixelLimit } from './limits.ts'
export { type PreparedImage, prepareImage } from './prepare.ts'
export { type ImageType, imageFormats, sniffImageType } from './sniff.ts'
