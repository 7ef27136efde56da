export { devices, findDevice } from './devices/devices.ts'
export { fitsBed } from './devices/fits-bed.ts'
export { hardClipOf, withHardClip } from './devices/hard-clip.ts'
export {
  type Device,
  deviceSchema,
  type GcodeDialect,
  type HpglDialect,
  type HpglPaper,
  storedDeviceSchema,
} from './devices/schema.ts'
export { clipStrokes } from './geometry/clip.ts'
export { DrawingError, type DrawingErrorCode, drawingErrorCodes } from './geometry/drawing-error.ts'
export {
  areasOf,
  isArea,
  strokesBesideAreas,
  strokesOf,
  withoutAreas,
  withStrokes,
} from './geometry/marks.ts'
export { createPace, inTurns, type Pace } from './geometry/pace.ts'
export { type Box, boxWithin, strokeLength, strokesBox, strokesLength } from './geometry/polyline.ts'
export {
  type Arrangement,
  arrangeDrawing,
  drawnBox,
  drawnHull,
  drawnSize,
  fitArrangement,
  hullSize,
  type Relayout,
  relayoutDrawing,
} from './page/arrange.ts'
export { layoutDrawing } from './page/layout.ts'
export { paperSchema } from './page/paper-schema.ts'
export * from './page/papers.ts'
export { type Placement, placementOf, placeStrokes, sheetOf } from './page/place.ts'
export { layersBound } from './plan/bounds/layers-bound.ts'
export { travelBound } from './plan/bounds/travel-bound.ts'
export { type FillOptions, fillLayers, fillPatterns } from './plan/fills/fill-areas.ts'
export { joinLayers } from './plan/join-layers.ts'
export { dedupeStrokes } from './plan/joining/dedupe.ts'
export { filterShort } from './plan/joining/filter.ts'
export { mergeStrokes } from './plan/joining/merge.ts'
export { overlapShare } from './plan/joining/overlap.ts'
export { simplifyStrokes } from './plan/joining/simplify.ts'
export { multipassStrokes } from './plan/multipass.ts'
export { type Laid, occludeLaid, occludeLayers } from './plan/occlude.ts'
export { passesFor } from './plan/ordered-layers.ts'
export {
  type OrderLevel,
  type OrderOptions,
  orderLevels,
  orderSteps,
  orderStrokes,
} from './plan/ordering/order.ts'
export { exitOf, orderLayerSteps } from './plan/ordering/order-layers.ts'
export { placeSeamsBy, type SeamKind, seamKinds } from './plan/ordering/place-seams.ts'
export { reloopStrokes } from './plan/ordering/reloop.ts'
export { type SortOptions, type StrokeSort, sortLayerSteps, strokeSorts } from './plan/ordering/sort.ts'
export { travelLength } from './plan/ordering/travel.ts'
export { penRuns, showsAreas } from './plan/pens.ts'
export {
  noPlanSteps,
  type PlanOptions,
  type PlanPart,
  type PlanSteps,
  planLayers,
} from './plan/plan-layers.ts'
export { type DrawnBefore, plotFrom } from './plan/plot-from.ts'
export { splitForRefills } from './plan/refill.ts'
export { drawingStats } from './plan/time/stats.ts'
export { plotTimeline } from './plan/time/walk.ts'
export { inputFormats, type ReadOptions, readAnyDrawing } from './read/any-drawing.ts'
export { readDxf } from './read/dxf.ts'
export { readHpgl } from './read/hpgl.ts'
export { type PenKind, penKinds } from './read/layer-colors.ts'
export { readSvg } from './read/svg.ts'
export { readText } from './read/text.ts'
export * from './types.ts'
export { writeDxf2000 } from './write/dxf/r2000.ts'
export { writeDxf } from './write/dxf.ts'
export { type FormatName, formatNames, formats } from './write/formats.ts'
export { writeGcode } from './write/gcode.ts'
export { type HpglOptions, type MachineFile, writeHpgl } from './write/hpgl.ts'
export { type HpglForm, hpglForms } from './write/hpgl-forms.ts'
export { readDrawing, writeJson } from './write/json.ts'
export { type PdfFile, type PdfOptions, writePdf } from './write/pdf.ts'
export { writePerPen } from './write/per-pen.ts'
export { encodePng } from './write/png.ts'
export { type RenderOptions, renderDrawing } from './write/render.ts'
export { type SvgAreas, type SvgOptions, svgAreas, writeSvg } from './write/svg.ts'
export { areaWarnings, bedWarnings, repeatedPenWarnings } from './write/warnings.ts'
export {
  type DxfVersion,
  dxfVersions,
  type WriteOptions,
  type WrittenFile,
  writeDrawing,
} from './write/write.ts'
