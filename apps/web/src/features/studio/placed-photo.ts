import { placementOf, type Recipe } from '@plotline/vectorizer'
import type { PlacedPhoto } from '../sheet/paint.ts'

type Picture = CanvasImageSource & { width: number; height: number }

/** Where the engine puts a picture of this size on the recipe's sheet, so that photo and drawing lie on each other. */
export function placePhoto(image: Picture, page: Recipe['page']): PlacedPhoto {
  const { mmPerPx, xMm, yMm } = placementOf(image.width, image.height, page)
  return { image, xMm, yMm, widthMm: image.width * mmPerPx, heightMm: image.height * mmPerPx }
}
