import { placementOf, type Sheet } from '@plotline/strokes'
import { croppedSize, type Recipe } from '@plotline/vectorizer'
import { turnedSize } from '../../crop/crop.ts'
import type { PlacedPhoto } from '../../sheet/paint.ts'

type Size = { width: number; height: number }
type Way = Pick<Recipe, 'tone' | 'page'>

/** The sheet that a picture of this size is drawn on, turned and cut as the recipe says. */
export function sheetOfPhoto(size: Size, { tone, page }: Way): Sheet {
  const { width, height } = croppedSize(size.width, size.height, { rotateDeg: tone.rotateDeg, ...tone.crop })
  return placementOf(width, height, page).sheet
}

/** Width over height of the sheet inside its margins, lying as it would for a picture of this size. */
export function paperRatioOf(size: Size, page: Recipe['page']): number {
  const { widthMm, heightMm, marginMm } = placementOf(size.width, size.height, page).sheet
  return (widthMm - 2 * marginMm) / (heightMm - 2 * marginMm)
}

/** Where the engine puts a picture on the recipe's sheet, so that photo and drawing lie on each other. */
export function placePhoto(image: CanvasImageSource & Size, { tone, page }: Way): PlacedPhoto {
  const { rotateDeg, crop } = tone
  const turned = turnedSize(image, rotateDeg)
  const { width, height } = croppedSize(image.width, image.height, { rotateDeg, ...crop })
  const { mmPerPx, xMm, yMm } = placementOf(width, height, page)
  // The middle of the picture, in pixels of what stays of it.
  const x = width / 2 - turned.width * ((crop.left + crop.right) / 2 - 0.5)
  const y = height / 2 - turned.height * ((crop.top + crop.bottom) / 2 - 0.5)
  return {
    image,
    xMm,
    yMm,
    widthMm: width * mmPerPx,
    heightMm: height * mmPerPx,
    middle: { xMm: xMm + x * mmPerPx, yMm: yMm + y * mmPerPx },
    turnDeg: rotateDeg,
    mmPerPx,
    widthPx: image.width,
    heightPx: image.height,
  }
}
