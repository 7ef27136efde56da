import { type FormatName, formats } from '@plotline/strokes'

/** The formats that a flag says anything to; for the others it does nothing. */
const meantFor: Readonly<Record<string, readonly FormatName[]>> = {
  svg: ['svg'],
  areas: ['svg'],
  hpgl: ['hpgl'],
  dxf: ['dxf'],
  curves: ['svg', 'pdf'],
  title: ['svg', 'pdf'],
  key: ['pdf'],
  poster: ['pdf'],
  overlap: ['pdf'],
}

/** Names the flags that were given and mean nothing to the format, a sentence each. */
export function idleFlagWarnings(flags: Readonly<Record<string, unknown>>, format: FormatName): string[] {
  return Object.entries(meantFor).flatMap(([flag, meant]) => {
    const isGiven = flags[flag] !== undefined && flags[flag] !== false
    if (!isGiven || meant.includes(format)) return []
    const named = meant.map((name) => formats[name].label).join(' and ')
    return [`--${flag} does nothing in ${formats[format].label}: it is for ${named}`]
  })
}
