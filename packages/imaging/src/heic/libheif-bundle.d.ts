/** libheif-js ships no types for its bundle. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  import type { Libheif } from './libheif.ts'
  export default function start(): Libheif | Promise<Libheif>
}
