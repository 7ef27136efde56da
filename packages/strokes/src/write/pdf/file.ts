import { zlibSync } from 'fflate'

/** An indirect object: a dictionary or array as PDF text, with a stream after it where it has one. */
export type PdfObject = {
  readonly body: string
  readonly stream?: string
}

const encoder = new TextEncoder()

/**
 * Puts objects 1, 2 … into a PDF file with its cross-reference table. Object 1 is the catalog, 2 the document
 * information. Streams are deflated; text in bodies and streams is ASCII. Source: ISO 32000-1, 7.5.
 */
export function assemblePdf(objects: readonly PdfObject[]): Uint8Array {
  // The second line tells transfer programs that the file is binary.
  const parts: Uint8Array[] = [encoder.encode('%PDF-1.5\n%'), Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3, 0x0a)]
  let size = parts[0].length + parts[1].length
  const push = (part: Uint8Array) => {
    parts.push(part)
    size += part.length
  }
  const offsets = objects.map(({ body, stream }, i) => {
    const offset = size
    push(encoder.encode(`${i + 1} 0 obj\n`))
    if (stream === undefined) {
      push(encoder.encode(`${body}\nendobj\n`))
      return offset
    }
    const packed = zlibSync(encoder.encode(stream), { level: 6 })
    push(encoder.encode(`<< ${body} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`))
    push(packed)
    push(encoder.encode('\nendstream\nendobj\n'))
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  push(
    encoder.encode(
      `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R /Info 2 0 R >>\nstartxref\n${size}\n%%EOF\n`,
    ),
  )
  const file = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}

/** Any text as a PDF text string: UTF-16, in hexadecimal, so that nothing in it can end the string. */
export function pdfText(text: string): string {
  const wellFormed = text.toWellFormed()
  let hex = 'FEFF'
  for (let i = 0; i < wellFormed.length; i++) {
    hex += wellFormed.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0')
  }
  return `<${hex}>`
}
