/** "lines" -> "Lines": the engine's names are words, and pages that only name a style need not load the engine. */
export const styleLabel = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)
