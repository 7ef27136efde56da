export { brokenImages, imageFrom, pngHeader } from './images.ts'
export { findMaterial, listMaterial, noMaterial } from './material.ts'
