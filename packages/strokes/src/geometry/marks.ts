import type { Area, Layer, Mark, Stroke } from '../types.ts'

/** Whether a mark is filled rather than drawn along. */
export function isArea(mark: Mark): mark is Area {
  return 'contours' in mark
}

/** The strokes among marks, in their order. */
export function strokesOf(marks: readonly Mark[]): Stroke[] {
  return marks.filter((mark): mark is Stroke => !isArea(mark))
}

/** The areas among marks, in their order. */
export function areasOf(marks: readonly Mark[]): Area[] {
  return marks.filter(isArea)
}

/** A layer with other strokes in place of its own, its areas kept. */
export function withStrokes(layer: Layer, strokes: readonly Stroke[]): Layer {
  return { ...layer, marks: [...areasOf(layer.marks), ...strokes] }
}

/** A layer without its areas, whose borders are strokes as any other then. */
export function withoutAreas(layer: Layer): Layer {
  return {
    ...layer,
    marks: strokesOf(layer.marks).map((stroke) => (stroke.isBorder ? unbordered(stroke) : stroke)),
  }
}

function unbordered({ isBorder: _, ...stroke }: Stroke): Stroke {
  return stroke
}

/** What is drawn beside the areas where those are filled: all strokes but their borders. */
export function strokesBesideAreas(marks: readonly Mark[]): Stroke[] {
  return strokesOf(marks).filter(({ isBorder }) => !isBorder)
}
