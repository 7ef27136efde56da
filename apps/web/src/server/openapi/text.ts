import { openapiDocument } from './document.ts'

let text: string | undefined

/** The document as it is sent. Made once: it takes a tenth of a second, and anybody may ask for it. */
export function openapiText(): string {
  text ??= JSON.stringify(openapiDocument())
  return text
}
