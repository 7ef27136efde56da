/** What a command talks to: results go to `stdout`, everything for people to `stderr`. */
export type Io = {
  readonly stdout: { write(content: string | Uint8Array): unknown }
  readonly stderr: Output & { readonly isTTY?: boolean; readonly columns?: number }
  readonly signal: AbortSignal
  /** Standard input, to its end. */
  readonly stdin?: () => Promise<Buffer>
  /** Which of how many inputs is being worked on; without it there is but one. */
  readonly batch?: { readonly index: number; readonly count: number }
}

type Output = { write(text: string): unknown }
