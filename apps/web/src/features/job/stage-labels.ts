import type { StageName } from '@plotline/vectorizer'

/** What each stage does, in the words of whoever waits for it. */
export const stageLabels: Record<StageName, string> = {
  decode: 'Opening the photo',
  isolate: 'Finding the subject',
  detect: 'Finding edges by a model',
  tone: 'Reading light and dark',
  edges: 'Finding edges',
  trace: 'Tracing lines',
  fill: 'Shading',
  simplify: 'Smoothing strokes',
  merge: 'Joining strokes',
  order: 'Sorting for little travel',
  layout: 'Laying out the page',
  write: 'Writing the files',
}
