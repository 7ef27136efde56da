/** Below this all that shows over white is too light to be seen, in sRGB's 8 bits. */
const faint = 225
/** What is fainter than this share does not count as part of the picture. */
const seenAlpha = 13

/**
 * Lays RGBA pixels over the paper, in place: white, as a page in a browser is. Where that would leave nothing to be seen,
 * for all the picture has are light marks on clear ground (a white logo), its marks are drawn dark instead: the picture
 * over black, turned into its negative. Tells whether that was so.
 */
export function layOverPaper(data: Uint8ClampedArray): { readonly isInverted: boolean } {
  const isInverted = isLightOnClear(data)
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] / 255
    if (alpha === 1 && !isInverted) continue
    for (let k = at; k < at + 3; k++) {
      data[k] = isInverted ? 255 - alpha * data[k] : 255 - alpha * (255 - data[k])
    }
    data[at + 3] = 255
  }
  return { isInverted }
}

/** Whether part of the picture is clear, part is not, and over white none of it would be seen. */
function isLightOnClear(data: Uint8ClampedArray): boolean {
  let isClear = false
  let isSeen = false
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]
    if (alpha < 255 - seenAlpha) isClear = true
    if (alpha < seenAlpha) continue
    isSeen = true
    const luma = 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2]
    if (255 - (alpha / 255) * (255 - luma) < faint) return false
  }
  return isClear && isSeen
}
