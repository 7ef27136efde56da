import type { Libheif } from '../heic/libheif.ts'

/** Two megabytes that only whoever opens a HEIC needs to fetch. */
export async function loadLibheif(): Promise<Libheif> {
  const { default: start } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs')
  return start()
}
