import { decodeInBrowser, loadLibheif } from '../../src/browser/index.ts'

/** Decodes what lies at `url` as the studio does; the test calls it by its name. */
async function decodePicture(url: string, maxPx: number) {
  const picture = await decodeInBrowser(await (await fetch(url)).blob(), { maxPx, loadLibheif })
  if (picture.outcome !== 'decoded') return { outcome: picture.outcome }
  const { width, height, data } = picture.raster
  return { outcome: picture.outcome, width, height, warnings: picture.warnings, data: base64Of(data) }
}

function base64Of(data: Uint8ClampedArray): string {
  let text = ''
  for (let at = 0; at < data.length; at += 0x8000)
    text += String.fromCharCode(...data.subarray(at, at + 0x8000))
  return btoa(text)
}

Object.assign(globalThis, { decodePicture })
