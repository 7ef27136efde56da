/** Reading pictures in a browser's worker, by the same rules and mostly the same code as `decodeImage`. */
export { type BrowserPicture, decodeInBrowser } from './decode-in-browser.ts'
export { loadLibheif } from './load-libheif.ts'
