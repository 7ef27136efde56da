/** Longest name in a machine file: GRBL 0.9 takes lines of 70 characters. */
const longest = 30

/**
 * A name as letters, digits and harmless punctuation, for comments and labels that go to a machine. Accents are taken
 * off; the rest becomes a space: `?`, `!`, `~` and everything beyond ASCII are live commands to GRBL, and brackets,
 * semicolons and line ends close a comment.
 */
export function machineText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9 .,#_+-]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, longest)
    .trim()
}

/** A line of a machine's own with the next pen in it. */
export function penText(line: string, pen: string, number: number): string {
  return line.replaceAll('{number}', String(number)).replaceAll('{pen}', () => pen)
}
