import { styleLabels } from './style-labels.gen.ts'

const labels: Readonly<Record<string, string>> = styleLabels

/**
 * "lowpoly" -> "Low poly", as the studio has it, for pages that only name a style and need not load the engine; a style
 * of another version by its plain name.
 */
export const styleLabel = (name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? name) : name
