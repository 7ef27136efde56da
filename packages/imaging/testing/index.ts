export { brokenImages, imageFrom, pngHeader } from './images.ts'
export { findMaterial, listMaterial, noMaterial, sampleMaterial } from './material.ts'
export { sobelNetwork } from './onnx.ts'
export {
  exifOf,
  greyTiff,
  photoCase,
  pngEndingWith,
  pngWith,
  sampler,
  type TiffPicture,
  tiffOf,
  uint32s,
} from './pictures.ts'
export { registerModel } from './register.ts'
export { encodeStrip } from './strip.ts'
export { enlargementOf, pictureOfSvg } from './svg-picture.ts'
