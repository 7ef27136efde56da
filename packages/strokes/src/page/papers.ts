/** ISO 216 and ANSI/ASME Y14.1 sheets, portrait, in mm. */
export const papers = {
  a2: { label: 'A2', widthMm: 420, heightMm: 594 },
  a3: { label: 'A3', widthMm: 297, heightMm: 420 },
  a4: { label: 'A4', widthMm: 210, heightMm: 297 },
  a5: { label: 'A5', widthMm: 148, heightMm: 210 },
  a6: { label: 'A6', widthMm: 105, heightMm: 148 },
  letter: { label: 'Letter', widthMm: 215.9, heightMm: 279.4 },
  legal: { label: 'Legal', widthMm: 215.9, heightMm: 355.6 },
  tabloid: { label: 'Tabloid', widthMm: 279.4, heightMm: 431.8 },
} as const

export type PaperName = keyof typeof papers
export const paperNames = Object.keys(papers) as [PaperName, ...PaperName[]]
