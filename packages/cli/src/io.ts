/** What a command talks to: results go to `stdout`, everything for people to `stderr`. */
export type Io = {
  readonly stdout: Output
  readonly stderr: Output & { readonly isTTY?: boolean; readonly columns?: number }
  readonly signal: AbortSignal
}

type Output = { write(text: string): unknown }
