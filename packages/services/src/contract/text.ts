/** Whether Postgres can hold a text: without U+0000, and without a surrogate that has no other half. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
