import type { Raster } from '@plotline/strokes'
import { orientRaster } from './orient.ts'
import { layOverPaper } from './over-paper.ts'

/** Said of a picture whose light marks on clear ground were made dark. */
const lightMarksWarning = 'The picture is light marks on a clear ground. They are drawn as dark ones.'

/** What is done last to the pixels of any picture, on both sides: turned upright, laid over paper. */
export function finishPicture(
  picture: Raster,
  orientation: number,
): { readonly raster: Raster; readonly warnings: readonly string[] } {
  const raster = orientRaster(picture, orientation)
  const { isInverted } = layOverPaper(raster.data)
  return { raster, warnings: isInverted ? [lightMarksWarning] : [] }
}
