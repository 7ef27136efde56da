import { preload } from 'react-dom'

/** Latin letters of the text face: the file that `globals.css` names as well. */
const textFace = new URL(
  '../../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  import.meta.url,
)

/**
 * Has the text face fetched with the page itself, so that its first words mostly are set in it. The figures' face is
 * not: every monospace that stands in for it is as wide.
 */
export function preloadTextFace(): void {
  preload(textFace.href, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
}
