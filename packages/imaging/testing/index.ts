export { brokenImages, imageFrom, pngHeader } from './images.ts'
export { findMaterial, listMaterial, noMaterial, sampleMaterial } from './material.ts'
export { enlargementOf, pictureOfSvg } from './svg-picture.ts'
